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

interface References {
  readonly referenceVideoUrls?: readonly string[] | undefined;
  readonly referenceImageUrls?: readonly string[] | undefined;
}

/** Videos and images count together. What is no list at all, or an empty one, is wrong by itself. */
export const oneToFiveReferences = rule<References>(
  ({ referenceVideoUrls, referenceImageUrls }) => {
    const given = [referenceVideoUrls, referenceImageUrls].filter((links) => links !== undefined);
    return given.length >= 1 && given.flat().length <= mostReferences;
  },
  {
    field: 'referenceVideoUrls',
    allowed: `1 to ${mostReferences} references: at most 3 videos here, images in referenceImageUrls`,
  },
);
