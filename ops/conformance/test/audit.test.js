import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { endpoint } from './millrace.js';

// Cross-site request forgery prevention is on: a GET proves that no foreign form or image made it.
const preflighted = (url, init) =>
  fetch(url, { ...init, headers: { ...init?.headers, 'GraphQL-Require-Preflight': '1' } });

describe('GraphQL over HTTP, by the audit of graphql-http', () => {
  for (const audit of serverAudits({ url: endpoint, fetchFn: preflighted })) {
    test(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      assert.equal(result.status, 'ok', result.reason);
    });
  }
});
