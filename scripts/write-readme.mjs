// Fills the marked places of pages from their sources: examples/ and the model records. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { gatewayFacts } from '../dist/domain/gateways.js';
import { knownModels } from '../dist/domain/requests/model-catalogue.js';
import { allowedFor } from '../dist/domain/requests/parse-request.js';
import { knownPrices } from '../dist/pricing/price-list.js';

const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const languages = { ts: 'ts', sh: 'sh', py: 'python', yaml: 'yaml' };

const example = (path) => {
  const language = languages[path.split('.').at(-1)];
  return `\`\`\`${language}\n${readFileSync(inRoot(path), 'utf8').trimEnd()}\n\`\`\``;
};

const perSecond = (price) =>
  price === undefined
    ? 'unknown'
    : `${price.perSecond['720p'] ?? 'unknown'} / ${price.perSecond['1080p'] ?? 'unknown'} ${price.currency} (${price.date})`;

function needsOf({ request: { shape: fields } }) {
  const links = Object.keys(fields).filter((name) => /^(image|reference).*Urls?$/.test(name));
  const required = links.filter((name) => !fields[name].safeParse(undefined).success);
  return ['prompt', required.length > 0 ? required.join(', ') : links.join(' or ')].filter(Boolean).join(', ');
}

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function modelsTable() {
  const head = ['Model', 'Needs', 'Seconds', 'Takes about', 'Price per second, 720p / 1080p'];
  const rows = knownModels.all.map((model) => [
    `\`${model.id}\``,
    needsOf(model),
    allowedFor(model, 'durationSeconds').replace('a whole number ', ''),
    `${model.facts.typicalSeconds} s`,
    perSecond(knownPrices[model.id]),
  ]);
  return table(head, rows);
}

const inHours = (seconds) => (seconds === undefined ? 'untold' : `${seconds / 3600} h`);

const limitsOf = ({ limits }) =>
  limits === undefined ? 'untold' : `${limits.submitsPerSecond} orders a second, ${limits.running} at a time`;

function gatewaysTable() {
  const head = [
    'Gateway',
    'Callbacks',
    'Lost orders are found by',
    'Cancels',
    'Refunds failures',
    'Key of an order',
    'Is asked about a task for',
    'Keeps videos for',
    'Limits of a model',
  ];
  const rows = Object.values(gatewayFacts).map((facts) => [
    facts.gateway,
    facts.callbacks ? 'yes' : 'no',
    facts.lookUp,
    facts.cancels,
    facts.refundsFailures ? 'yes' : 'untold',
    facts.orderKey === undefined ? 'none' : `\`${facts.orderKey.header}\`, honoured: ${facts.orderKey.honoured}`,
    inHours(facts.retentionSeconds),
    inHours(facts.linkSeconds),
    limitsOf(facts),
  ]);
  return table(head, rows);
}

const tables = { models: modelsTable, gateways: gatewaysTable };

/** A marked place is a comment with its source, its content, and a closing comment. */
const place = /<!-- (example: (\S+)|models|gateways) -->\n[^]*?<!-- end -->/g;

for (const page of ['README.md', 'docs/new-models.md', 'docs/storyboards.md']) {
  const before = readFileSync(inRoot(page), 'utf8');
  const filled = before.replace(
    place,
    (_, source, path) =>
      `<!-- ${source} -->\n\n${path === undefined ? tables[source]() : example(path)}\n\n<!-- end -->`,
  );
  const after = await format(filled, { ...(await resolveConfig(inRoot(page))), parser: 'markdown' });
  if (!process.argv.includes('--check')) writeFileSync(inRoot(page), after);
  else if (before !== after) {
    console.error(`${page} is not what its sources say: npm run readme`);
    process.exitCode = 1;
  }
}
