import { graphql } from '../generated/graphql/gql';
import type { ResultOf } from '@graphql-typed-document-node/core';

/** What a page of the shop asks for; types and ids of the documents are generated from it. */
export const ProductPage = graphql(`
  query ProductPage($slug: String!) {
    product(slug: $slug) {
      id
      name
      rating
      variants {
        sku
        price {
          amount
          currencyCode
        }
      }
    }
  }
`);

export const NewestProducts = graphql(`
  query NewestProducts($first: Int!) {
    products(first: $first, orderBy: [{ field: NAME, direction: DESC }]) {
      nodes {
        id
        slug
        name
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

type Page = NonNullable<ResultOf<typeof ProductPage>['product']>;

/** The types are those of the schema: amounts are exact decimals in strings, a rating may be absent. */
export function label(page: Page): string {
  const prices: string[] = page.variants.map((variant) => variant.price?.amount ?? 'on request');
  const rating: number | null | undefined = page.rating;
  return `${page.name}: ${prices.join(', ')} (${rating ?? 'not rated'})`;
}

// @ts-expect-error An amount is no number.
export const wrong = (page: Page): number => page.variants[0]!.price!.amount;
