import { messageOf } from '../../domain/message-of.js';
/** One way to come by a program: what it is called in messages, and how it is tried. */
export interface Way<Program> {
  readonly name: string;
  /** `undefined` or a rejection: this way does not work here. */
  readonly attempt: () => Promise<Program | undefined>;
}

/** Tries the ways in order and returns what the first working one gives, or rejects with a list of them all. */
export async function firstWay<Program>(wanted: string, ways: readonly Way<Program>[]): Promise<Program> {
  const failures: string[] = [];
  for (const { name, attempt } of ways) {
    try {
      const program = await attempt();
      if (program !== undefined) return program;
      failures.push(`- ${name}`);
    } catch (error) {
      failures.push(`- ${name} (tried: ${messageOf(error)})`);
    }
  }
  throw new Error(`${wanted} was not found. Any one of these provides it:\n${failures.join('\n')}`);
}
