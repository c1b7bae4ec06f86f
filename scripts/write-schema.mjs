// Writes docs/storyboard.schema.json, by which editors know a storyboard while it is written.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { storyboardJsonSchema } from '../dist/domain/documents/json-schema.js';

const path = fileURLToPath(new URL('../docs/storyboard.schema.json', import.meta.url));
const options = { ...(await resolveConfig(path)), parser: 'json' };
writeFileSync(path, await format(JSON.stringify(storyboardJsonSchema()), options));
