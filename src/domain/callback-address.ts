/** The longest callback address that EvoLink takes, in characters. */
const longestAddress = 2048;

/** Names the submission that an address is for: long enough for the longest id of a storyboard's child. In characters. */
export const longestSegment = 500;

/** The longest address, in characters, behind which `/callbacks/` and a segment have room. */
export const longestPublicUrl = longestAddress - '/callbacks/'.length - longestSegment;
