/** By which word a task was adopted, where not by the answer to the submission itself. */
export const adoptedBy = ['callback', 'list', 'person'] as const;

export type AdoptedBy = (typeof adoptedBy)[number];

/**
 * Whether one word for a task is worth more than another: the gateway's answer to the submission (`undefined`) outranks
 * its callback, and that outranks what it lists or a person names.
 */
export const outranks = (one: AdoptedBy | undefined, other: AdoptedBy | undefined): boolean => rank(one) > rank(other);

function rank(by: AdoptedBy | undefined): number {
  switch (by) {
    case undefined:
      return 2;
    case 'callback':
      return 1;
    case 'list':
    case 'person':
      return 0;
  }
}
