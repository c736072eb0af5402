import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';

const ACCEPT = 'application/graphql-response+json, application/json;q=0.9';

function post(endpoint) {
  return async (operation, { headers } = {}) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: ACCEPT, ...headers },
      body: JSON.stringify(operation),
    });
    return response.json();
  };
}

async function open(root) {
  const { endpoint, tabs } = await fetch('graphiql/settings').then((response) => response.json());
  root.render(
    <GraphiQL
      fetcher={post(endpoint)}
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
