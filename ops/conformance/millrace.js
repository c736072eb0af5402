// The address of the Millrace that is tested.
export const endpoint = process.env.MILLRACE_URL ?? 'http://localhost:8080/graphql';
