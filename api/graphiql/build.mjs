// Builds the script and the styles of the page into the API's resources, where the page itself lies. The
// result is committed, so that no build of Millrace needs Node: run `npm ci && npm run build` here after a
// change, and commit what it writes.
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
