// What several fields of a request must say together.

/** The arguments of a schema's `refine`. Checked beside other wrong fields, so that all of them are reported at once. */
const rule = <Fields>(
  holds: (request: Fields) => boolean,
  { field, allowed }: { readonly field: keyof Fields & string; readonly allowed: string },
): [typeof holds, { path: string[]; params: { allowed: string }; when: () => boolean }] => [
  holds,
  { path: [field], params: { allowed }, when: () => true },
];

interface Shots {
  readonly shotType?: string | undefined;
  readonly extendPrompt?: boolean;
}

/** Gateways ignore several shots where the prompt is not extended. */
export const multiOnlyExtended = rule<Shots>(
  ({ shotType, extendPrompt }) => shotType !== 'multi' || extendPrompt !== false,
  { field: 'shotType', allowed: "'multi' only with extendPrompt: true" },
);

interface Sound {
  readonly audioUrl?: string | undefined;
  readonly generateAudio?: boolean;
}

/** A video with a sound of its own can't be silent: gateways ignore one of the two. */
export const soundOnlyOnce = rule<Sound>(
  ({ audioUrl, generateAudio }) => audioUrl === undefined || generateAudio !== false,
  { field: 'generateAudio', allowed: 'false only without audioUrl' },
);

const mostReferences = 5;
const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

interface References {
  readonly referenceVideoUrls?: readonly string[] | undefined;
  readonly referenceImageUrls?: readonly string[] | undefined;
}

/** Videos and images count together. */
export const oneToFiveReferences = rule<References>(
  ({ referenceVideoUrls: videos, referenceImageUrls: images }) => {
    const count = lengthOf(videos) + lengthOf(images);
    return count >= 1 && count <= mostReferences;
  },
  {
    field: 'referenceVideoUrls',
    allowed: `1 to ${mostReferences} references: at most 3 videos here, images in referenceImageUrls`,
  },
);
