import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Client, cacheExchange, fetchExchange, gql } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { endpoint, recorder, staffToken } from './millrace.js';

const client = (fetch, options, headers = {}) =>
  new Client({
    url: endpoint,
    fetch,
    // A GET has to prove that no foreign page made it, and urql sends nothing of itself that does.
    fetchOptions: { headers: { 'GraphQL-Require-Preflight': '1', ...headers } },
    preferGetMethod: false,
    exchanges: [cacheExchange, persistedExchange(options), fetchExchange],
  });

const unheardOf = () => `Unheard${process.pid}x${process.hrtime.bigint()}`;

describe('urql with its persisted exchange', () => {
  for (const [method, options] of [
    ['POST', { preferGetForPersistedQueries: false }],
    ['GET', { preferGetForPersistedQueries: true }],
  ]) {
    test(`sends the text once, and only the hash from then on, by ${method}`, async () => {
      const query = gql(`query ${unheardOf()} { categories(first: 2) { nodes { id name } } }`);
      const wire = recorder();
      const ask = () => client(wire.fetch, options).query(query, {}).toPromise();

      const first = await ask();
      assert.equal(first.error, undefined);
      assert.ok(first.data.categories.nodes[0].name);
      assert.deepEqual(
        wire.requests.map((request) => Boolean(request.text)),
        [false, true],
      );

      const second = await ask();
      assert.deepEqual(second.data, first.data);
      assert.equal(wire.requests.length, 3);
      assert.equal(wire.requests[2].method, method);
      assert.equal(wire.requests[2].text, undefined);
    });
  }

  test('gets a rule violation of a mutation as data', async () => {
    const answer = await client(fetch, {}, { Authorization: `Bearer ${staffToken}` })
      .mutation(
        gql`
          mutation Register($input: CustomerRegisterInput!) {
            customerRegister(input: $input) {
              customer { id }
              userErrors { code message field }
            }
          }
        `,
        { input: { name: ' ', country: 'Norway' } },
      )
      .toPromise();
    assert.equal(answer.error, undefined);
    assert.equal(answer.data.customerRegister.customer, null);
    const [violation] = answer.data.customerRegister.userErrors;
    assert.equal(violation.code, 'NAME_INVALID');
    assert.deepEqual(violation.field, ['name']);
  });
});
