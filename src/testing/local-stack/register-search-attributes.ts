import type { Connection } from '@temporalio/client';
import type { SearchAttributeType } from '../../domain/search-attributes.js';

/** Temporal's numbers for the types, from its `IndexedValueType`. */
const typeNumbers = { Keyword: 2, Int: 3, KeywordList: 7 } as const satisfies Record<SearchAttributeType, number>;

/**
 * Registers those of `attributes` that the namespace lacks, and resolves to their names. Only when there are none left
 * may workflows use them: the server takes seconds to believe what it was told.
 */
export async function registerSearchAttributes(
  { operatorService }: Connection,
  namespace: string,
  attributes: Readonly<Record<string, SearchAttributeType>>,
): Promise<readonly string[]> {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(attributes).filter(([name]) => !(name in customAttributes));
  if (missing.length > 0) {
    const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, typeNumbers[type]]));
    await operatorService.addSearchAttributes({ namespace, searchAttributes });
  }
  return missing.map(([name]) => name);
}
