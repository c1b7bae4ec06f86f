/**
 * By which word a task was adopted, where not by the acceptance itself. `naming`: an answer to the submission that left
 * open whether it was taken, and named a task.
 */
export const adoptedBy = ['naming', 'callback', 'list', 'person'] as const;

/** Who named a task that was adopted. */
export type AdoptedBy = (typeof adoptedBy)[number];

/**
 * Whether one word for a task is worth more than another: the gateway's acceptance (`undefined`) outranks its callback and
 * what another answer of its names, and those outrank what it lists or a person names.
 */
export const outranks = (one: AdoptedBy | undefined, other: AdoptedBy | undefined): boolean => rank(one) > rank(other);

function rank(by: AdoptedBy | undefined): number {
  switch (by) {
    case undefined:
      return 2;
    case 'naming':
    case 'callback':
      return 1;
    case 'list':
    case 'person':
      return 0;
  }
}
