import type { CodegenConfig } from '@graphql-codegen/cli';

/** The client preset as its manual has it, with the persisted documents that Millrace publishes. */
const config: CodegenConfig = {
  schema: process.env.MILLRACE_URL ?? 'http://localhost:8080/graphql',
  documents: 'shop/*.ts',
  generates: {
    'generated/graphql/': {
      preset: 'client',
      presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        strictScalars: true,
        scalars: { DateTime: 'string', Date: 'string', Decimal: 'string', Long: 'string' },
      },
    },
  },
};

export default config;
