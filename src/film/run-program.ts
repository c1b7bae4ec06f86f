import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How much of what a program wrote to stderr is kept, from its end, in characters. */
const keptOfStderr = 16 * 1024;

/** What to run. */
export interface ProgramRun {
  /** A path, or a name on `PATH`. */
  readonly program: string;
  readonly args: readonly string[];
  /** Where relative paths lead. @default this process's */
  readonly folder?: string | undefined;
  /** Kills the program. */
  readonly signal: AbortSignal;
  /** Sees every line of stdout as it comes. */
  readonly onLine?: (line: string) => void;
}

/** What a program said before it ended well. */
export interface ProgramOutput {
  readonly stdout: string;
  /** The end of it. */
  readonly stderr: string;
}

/** There is no such program. */
export class ProgramMissing extends Error {
  override readonly name = 'ProgramMissing';
}

/** A program ended badly. */
export class ProgramFailed extends Error {
  override readonly name = 'ProgramFailed';
  /** Whether it ended by itself: it was not killed. */
  readonly byItself: boolean;

  constructor(message: string, { byItself }: Pick<ProgramFailed, 'byItself'>) {
    super(message);
    this.byItself = byItself;
  }
}

/** Runs a program to its end, and leaves none behind: when it is cancelled it is killed, and has ended before this rejects. */
export async function runProgram({ program, args, folder, signal, onLine }: ProgramRun): Promise<ProgramOutput> {
  signal.throwIfAborted();
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });

  const stdout: string[] = [];
  createInterface({ input: child.stdout }).on('line', onLine ?? ((line) => stdout.push(line)));
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-keptOfStderr);
  });
  try {
    const { code, killedBy } = await new Promise<End>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, signalName) => resolve({ code: exitCode, killedBy: signalName }));
    });
    signal.throwIfAborted();
    if (code === 0) return { stdout: stdout.join('\n'), stderr };
    const end = killedBy ?? `exit code ${code}`;
    throw new ProgramFailed(`${program} ended with ${end}: ${lastWords(stderr)}`, { byItself: killedBy === null });
  } catch (error) {
    signal.throwIfAborted();
    if (!isNotFound(error)) throw error;
    throw new ProgramMissing(`there is no program ${program} on this machine`, { cause: error });
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

interface End {
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
}

/** The last line says what stopped it, the one before mostly why. */
const lastWords = (stderr: string): string => stderr.trim().split('\n').slice(-2).join('; ') || 'it said nothing';

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && 'code' in error && error.code === 'ENOENT';
