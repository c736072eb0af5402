import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { endpoint, recorder } from './millrace.js';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** A client as its manual sets it up, which hashes whatever document it is given. */
function client(fetch, options = {}) {
  return new ApolloClient({
    link: new PersistedQueryLink({ sha256, ...options }).concat(
      new HttpLink({ uri: endpoint, fetch }),
    ),
    cache: new InMemoryCache({
      typePolicies: { Query: { fields: { products: relayStylePagination() } } },
    }),
  });
}

/** Apollo prints documents anew: what nobody has sent before needs a name of its own. */
const unheardOf = () => `Unheard${process.pid}x${process.hrtime.bigint()}`;

describe('Apollo Client with its persisted-query link', () => {
  for (const [method, options] of [
    ['POST', {}],
    ['GET', { useGETForHashedQueries: true }],
  ]) {
    test(`sends the text once, and only the hash from then on, by ${method}`, async () => {
      const query = gql`query ${unheardOf()} { categories(first: 2) { nodes { id name } } }`;
      const wire = recorder();
      const ask = () => client(wire.fetch, options).query({ query });

      const first = await ask();
      assert.ok(first.data.categories.nodes[0].name);
      assert.deepEqual(
        wire.requests.map((request) => Boolean(request.text)),
        [false, true],
        'not found by its hash, then sent with its text',
      );
      assert.equal(wire.requests[0].method, method);

      const second = await ask();
      assert.deepEqual(second.data, first.data);
      assert.equal(wire.requests.length, 3);
      assert.deepEqual(wire.requests[2], {
        method,
        text: undefined,
        hash: wire.requests[0].hash,
        status: 200,
      });
    });
  }

  test('walks a connection page by page, each product once', async () => {
    const apollo = client(fetch);
    const query = gql`
      query Walk($after: String) {
        products(first: 7, after: $after, orderBy: [{ field: NAME, direction: ASC }]) {
          edges { cursor node { id name } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }
    `;
    const watched = apollo.watchQuery({ query });
    let page = (await watched.refetch()).data.products;
    for (let pages = 1; pages < 4 && page.pageInfo.hasNextPage; pages++) {
      page = (await watched.fetchMore({ variables: { after: page.pageInfo.endCursor } })).data
        .products;
    }
    const all = watched.getCurrentResult().data.products.edges.map((edge) => edge.node.id);
    assert.equal(all.length, 28);
    assert.equal(new Set(all).size, 28);
  });

  test('keeps one copy of a product in its cache, whichever query brought it', async () => {
    const apollo = client(fetch);
    const list = await apollo.query({
      query: gql`{ products(first: 1) { edges { node { id slug name } } } }`,
    });
    const known = list.data.products.edges[0].node;
    await apollo.query({
      query: gql`query BySlug($slug: String!) { product(slug: $slug) { id name rating } }`,
      variables: { slug: known.slug },
    });
    const cached = apollo.cache.extract()[`Product:${known.id}`];
    assert.equal(cached.name, known.name);
    assert.ok('rating' in cached);
  });

  test('gets a coded error, and takes it for one', async () => {
    await assert.rejects(
      client(fetch).query({ query: gql`{ products(first: 100000) { nodes { id } } }` }),
      (error) => {
        assert.ok(CombinedGraphQLErrors.is(error), String(error));
        assert.match(error.errors[0].extensions.code, /^[A-Z_]+$/);
        return true;
      },
    );
  });
});
