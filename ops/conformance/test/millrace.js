// The Millrace that is tested, and a fetch that remembers what a client library really sent.

/** Where it answers. */
export const endpoint = process.env.MILLRACE_URL ?? 'http://localhost:8080/graphql';

/** A token of the staff; without one, commands of the staff are refused. */
export const staffToken = process.env.MILLRACE_STAFF_TOKEN ?? '';

/** A fetch to give to a client, with the requests that went through it. */
export function recorder() {
  const requests = [];
  return {
    requests,
    fetch: async (address, init = {}) => {
      const url = new URL(String(address));
      const method = init.method ?? 'GET';
      const sent =
        method === 'POST' ? JSON.parse(init.body) : Object.fromEntries(url.searchParams.entries());
      const extensions =
        typeof sent.extensions === 'string' ? JSON.parse(sent.extensions) : sent.extensions;
      const response = await fetch(address, init);
      requests.push({
        method,
        text: sent.query,
        hash: extensions?.persistedQuery?.sha256Hash,
        status: response.status,
      });
      return response;
    },
  };
}

