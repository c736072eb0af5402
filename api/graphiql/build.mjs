// Builds the page into the API's resources. The result is committed, so that no build of Millrace
// needs Node: run `npm ci && npm run build` here after a change, and commit what it writes.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const target = '../src/main/resources/io/millrace/api/graphiql';

const { metafile } = await build({
  entryPoints: { graphiql: 'src/main.jsx' },
  outdir: target,
  bundle: true,
  minify: true,
  format: 'iife',
  jsx: 'automatic',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  loader: { '.woff2': 'dataurl', '.woff': 'dataurl', '.ttf': 'dataurl', '.svg': 'dataurl' },
  define: { 'process.env.NODE_ENV': '"production"' },
});

await writeFile(
  `${target}/graphiql.html`,
  `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>GraphiQL</title>
    <link rel="stylesheet" href="graphiql/graphiql.css">
  </head>
  <body>
    <div id="graphiql">Loading …</div>
    <script src="graphiql/graphiql.js" defer></script>
  </body>
</html>
`,
);

// The licences of the packages that went in demand their texts beside the copies.
async function licence(folder) {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(`${folder}/${file}`, 'utf8') : 'No text in the package.';
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

const folders = Object.keys(metafile.inputs)
  .map((input) => input.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0])
  .filter(Boolean);
const licences = await Promise.all([...new Set(folders)].sort().map(licence));
await writeFile(`${target}/THIRD-PARTY.txt`, licences.join(`\n${'-'.repeat(80)}\n\n`));
