import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';

/** By which the takes of a shot are found. */
export const attributesOf = (storyboard: string, shot: string): TypedSearchAttributes =>
  new TypedSearchAttributes([
    { key: defineSearchAttributeKey('ReelworkStoryboard', 'KEYWORD'), value: storyboard },
    { key: defineSearchAttributeKey('ReelworkShot', 'KEYWORD'), value: shot },
  ]);
