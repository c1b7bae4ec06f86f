// Fills README.md's marked places from their sources: examples/ and the model records. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { models } from '../dist/domain/models.js';
import { allowedFor, fieldsOf } from '../dist/domain/requests/parse-request.js';
import { knownPrices } from '../dist/pricing/price-list.js';

const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const languages = { ts: 'ts', sh: 'sh', py: 'python' };

const example = (path) => {
  const language = languages[path.split('.').at(-1)];
  return `\`\`\`${language}\n${readFileSync(inRoot(path), 'utf8').trimEnd()}\n\`\`\``;
};

function modelsTable() {
  const rows = Object.entries(models).map(([id, { typicalSeconds, callbacks }]) => {
    const fields = fieldsOf(id);
    const inputs = Object.keys(fields).filter(
      (name) => /Urls?$/.test(name) && !fields[name].safeParse(undefined).success,
    );
    const price = knownPrices[id];
    return [
      `\`${id}\``,
      ['prompt', ...inputs].join(', '),
      allowedFor(id, 'durationSeconds').replace('a whole number ', ''),
      `${typicalSeconds} s`,
      callbacks ? 'yes' : 'no',
      price === undefined ? 'unknown' : `${price.perSecond['720p']} / ${price.perSecond['1080p']} ${price.currency}`,
    ];
  });
  const head = ['Model', 'Needs', 'Seconds', 'Takes about', 'Callbacks', 'Price per second, 720p / 1080p'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A marked place is a comment with its source, its content, and a closing comment. */
const place = /<!-- (example: (\S+)|models) -->\n[^]*?<!-- end -->/g;

const before = readFileSync(inRoot('README.md'), 'utf8');
const filled = before.replace(
  place,
  (_, source, path) => `<!-- ${source} -->\n\n${path === undefined ? modelsTable() : example(path)}\n\n<!-- end -->`,
);
const after = await format(filled, { ...(await resolveConfig(inRoot('README.md'))), parser: 'markdown' });
if (!process.argv.includes('--check')) writeFileSync(inRoot('README.md'), after);
else if (before !== after) {
  console.error('README.md is not what its sources say: npm run readme');
  process.exit(1);
}
