import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Service } from './services.js';
import { messageOf } from '../../domain/message-of.js';

export interface ChildServiceOptions {
  /** What the service is called in messages. */
  readonly name: string;
  readonly command: string;
  readonly commandArguments: readonly string[];
  /** The whole environment of the process: nothing is inherited. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where its output goes, after what is there already. */
  readonly logFile: string;
  /** Resolves once the service answers; rejects, or takes longer than `answerLimitMs`, while it does not. */
  readonly answers: (signal: AbortSignal) => Promise<unknown>;
  /** From SIGTERM to SIGKILL when it is stopped, in milliseconds. @default 10000 */
  readonly stopGraceMs?: number;
}

/** A service that is a process of its own. */
export interface ChildService extends Service {
  readonly pid: number;
  /** Resolves with the reason, in words, when the process has ended, whoever ended it. */
  readonly ended: Promise<string>;
}

const readyLimitMs = 60_000;
const answerLimitMs = 2_000;
const betweenAnswersMs = 50;
const logLinesShown = 12;

/** Starts a process and waits until it answers. It ends at the latest when this process ends, however that happens. */
export async function startChildService(options: ChildServiceOptions): Promise<ChildService> {
  const { name, command, commandArguments, environment, logFile, stopGraceMs = 10_000 } = options;
  const log = await open(logFile, 'a', 0o600);
  // A process group of its own: Ctrl-C reaches this process only, which then stops its services in order.
  const child = spawn(command, commandArguments, {
    env: environment,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}`));
  });
  await log.close();
  if (child.pid === undefined) throw new Error(`${name} could not be started: ${await ended}`);

  const release = endWithThisProcess(child.pid);
  void ended.then(release);
  const service = { pid: child.pid, ended, stop: () => stop(child, ended, stopGraceMs) };

  const failure = await Promise.race([ended, firstAnswer(options, ended)]);
  if (failure === undefined) return service;
  await service.stop();
  throw new Error(`${name} did not start: ${failure}. Last lines of ${logFile}:\n${await lastLines(logFile)}`);
}

/** `undefined` as soon as the service answers, else why it counts as failed. */
async function firstAnswer({ answers }: ChildServiceOptions, ended: Promise<unknown>): Promise<string | undefined> {
  const start = performance.now();
  let last: unknown;
  const gone = new AbortController();
  void ended.then(() => gone.abort());
  while (!gone.signal.aborted && performance.now() - start < readyLimitMs) {
    try {
      await answers(AbortSignal.timeout(answerLimitMs));
      return undefined;
    } catch (error) {
      last = error;
      await delay(betweenAnswersMs);
    }
  }
  return `no answer within ${readyLimitMs / 1000} s (${messageOf(last)})`;
}

async function stop(child: ChildProcess, ended: Promise<unknown>, graceMs: number): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
}

/**
 * Ends `pid` when this process dies, even by SIGKILL: a shell waits for the end of a pipe that only this process
 * holds open. A stopped process is woken to its end. Returns what calls the watch off.
 */
function endWithThisProcess(pid: number): () => void {
  const watch = spawn('/bin/sh', ['-c', 'read -r _; kill "$0"; kill -CONT "$0"', String(pid)], {
    env: {},
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watch.unref();
  // The shell's input is a socket, which would keep this process alive too.
  if (watch.stdin !== null && 'unref' in watch.stdin && typeof watch.stdin.unref === 'function') watch.stdin.unref();
  return () => watch.kill('SIGKILL');
}

const lastLines = async (file: string): Promise<string> =>
  (await readFile(file, 'utf8')).trimEnd().split('\n').slice(-logLinesShown).join('\n');
