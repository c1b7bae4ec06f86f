import type { CliCommand, CliGroup } from '../command.js';

/** Where each command lives. Only the one that is asked for is loaded: some need Temporal's native part, most do not. */
const commandLoaders = {
  demo: async () => (await import('./demo.js')).demo,
  dev: async () => (await import('./dev.js')).dev,
  generate: async () => (await import('./generate.js')).generate,
  status: async () => (await import('./status.js')).status,
  list: async () => (await import('./list.js')).list,
  cancel: async () => (await import('./cancel.js')).cancel,
  resolve: async () => (await import('./resolve.js')).resolve,
  recover: async () => (await import('./recover.js')).recover,
  storyboard: async () => (await import('./storyboard/index.js')).storyboard,
  schedule: async () => (await import('./schedule/index.js')).schedule,
  hold: async () => (await import('./hold.js')).hold,
  release: async () => (await import('./release.js')).release,
  holds: async () => (await import('./holds.js')).holds,
  budget: async () => (await import('./budget.js')).budget,
  quote: async () => (await import('./quote.js')).quote,
  smoke: async () => (await import('./smoke.js')).smoke,
  models: async () => (await import('./models.js')).models,
  worker: async () => (await import('./worker.js')).worker,
  callbacks: async () => (await import('./callbacks.js')).callbacks,
  sweep: async () => (await import('./sweep.js')).sweep,
  emulator: async () => (await import('./emulator.js')).emulator,
} as const satisfies Readonly<Record<string, () => Promise<CliCommand<never> | CliGroup>>>;

/** The command that the arguments name, or all of them where that is a help text's or a typing error's business. */
export async function loadCommands([name]: readonly string[]): Promise<readonly (CliCommand | CliGroup)[]> {
  const loaders = Object.entries(commandLoaders);
  const named = loaders.filter(([known]) => known === name);
  const commands = await Promise.all((named.length > 0 ? named : loaders).map(([, load]) => load()));
  return commands as readonly (CliCommand | CliGroup)[];
}
