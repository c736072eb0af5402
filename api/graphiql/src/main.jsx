import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';

const ACCEPT = 'application/graphql-response+json, application/json;q=0.9';

// The comments ahead of a document say as whom it is sent: `# as: staff`.
const AHEAD = /^(?:[ \t]*(?:#.*)?\r?\n)*/;
const CALLER = /^[ \t]*#[ \t]*as:[ \t]*(\S.*?)[ \t\r]*$/m;

function authorization(operation, headers, tokens) {
  const caller = operation.query?.match(AHEAD)?.[0].match(CALLER)?.[1];
  const given = Object.keys(headers ?? {}).some((name) => name.toLowerCase() === 'authorization');
  if (!caller || given) {
    return {};
  }
  if (!Object.hasOwn(tokens, caller)) {
    const known = Object.keys(tokens).join("', '") || 'nobody';
    throw new Error(
      `This page has no token of '${caller}', only of '${known}'. ` +
        './millrace token makes one: give it as the header Authorization, and leave out the comment.',
    );
  }
  return { Authorization: `Bearer ${tokens[caller]}` };
}

function post(endpoint, tokens) {
  return async (operation, { headers } = {}) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: ACCEPT,
        ...authorization(operation, headers, tokens),
        ...headers,
      },
      body: JSON.stringify(operation),
    });
    return response.json();
  };
}

async function open(root) {
  const { endpoint, tabs, tokens } = await fetch('graphiql/settings').then((response) => response.json());
  root.render(
    <GraphiQL
      fetcher={post(endpoint, tokens)}
      plugins={[explorerPlugin()]}
      defaultTabs={tabs.length > 0 ? tabs : undefined}
      defaultEditorToolsVisibility="variables"
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>Millrace</GraphiQL.Logo>
    </GraphiQL>,
  );
}

const container = document.getElementById('graphiql');
open(createRoot(container)).catch((failure) => {
  container.textContent = `The page can't be shown: ${failure}`;
});
