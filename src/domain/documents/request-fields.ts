import type { ModelCatalogue } from '../requests/model-catalogue.js';
import { shotFields } from './shot-schema.js';

/** The fields that some model's request has. A shot's own fields count before those of a model by the same name. */
export const requestFieldsOf = ({ all }: ModelCatalogue): readonly string[] =>
  [...new Set(all.flatMap(({ request }) => Object.keys(request.shape)))].filter(
    (field) => !Object.hasOwn(shotFields, field),
  );
