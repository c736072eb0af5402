import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { generatePersistedQueryIdsFromManifest } from '@apollo/persisted-query-lists';
import { endpoint, recorder } from './millrace.js';

// Written by the client's build (npm run generate), then published with ./millrace publish-operations.
const read = async (file) => JSON.parse(await readFile(new URL(`../generated/${file}`, import.meta.url)));

describe('Published documents', () => {
  test('of graphql-codegen run by their ids', async () => {
    const documents = await read('graphql/persisted-documents.json');
    const [id] = Object.entries(documents).find(([, text]) => text.includes('NewestProducts'));
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        'apollographql-client-name': 'codegen',
      },
      body: JSON.stringify({ documentId: id, variables: { first: 3 } }),
    });
    const answer = await response.json();
    assert.equal(response.status, 200, JSON.stringify(answer));
    assert.equal(answer.data.products.nodes.length, 3);
  });

  test('of another client are not found', async () => {
    const [id] = Object.keys(await read('graphql/persisted-documents.json'));
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'apollographql-client-name': 'stranger' },
      body: JSON.stringify({ documentId: id }),
    });
    assert.equal((await response.json()).errors[0].extensions.code, 'PERSISTED_QUERY_NOT_FOUND');
  });

  test("of Apollo's manifest are all that its link sends the ids of, never a text", async () => {
    const manifest = await read('apollo-manifest.json');
    const newest = manifest.operations.find((operation) => operation.name === 'NewestProducts');
    const wire = recorder();
    const apollo = new ApolloClient({
      clientAwareness: { name: 'apollo' },
      link: new PersistedQueryLink(
        generatePersistedQueryIdsFromManifest({ loadManifest: async () => manifest }),
      ).concat(new HttpLink({ uri: endpoint, fetch: wire.fetch })),
      cache: new InMemoryCache(),
    });
    const answer = await apollo.query({ query: gql(newest.body), variables: { first: 3 } });
    assert.equal(answer.data.products.nodes.length, 3);
    assert.deepEqual(wire.requests, [
      { method: 'POST', text: undefined, hash: newest.id, status: 200 },
    ]);
  });
});
