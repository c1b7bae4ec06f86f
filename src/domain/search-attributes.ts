/** A search attribute's type, in the words of Temporal's command line. */
export type SearchAttributeType = 'Keyword' | 'KeywordList' | 'Int';

/** Every search attribute that Reelwork sets on its workflows. A server must know them before they are used. */
export const searchAttributes = {
  ReelworkModel: 'Keyword',
  ReelworkGateway: 'Keyword',
  ReelworkTaskId: 'Keyword',
  ReelworkState: 'Keyword',
  ReelworkStoryboard: 'Keyword',
  ReelworkShot: 'Keyword',
  ReelworkTenant: 'Keyword',
  ReelworkFlags: 'KeywordList',
  ReelworkCostMicros: 'Int',
} as const satisfies Record<string, SearchAttributeType>;
