import { expect, test } from 'vitest';
import { realServices } from '../helpers/real-services.js';
import { cliPath, startProcess } from '../helpers/reelwork-process.js';
import { setUpByEnvironment } from '../helpers/set-up-by-environment.js';

const services = realServices();

// A pseudo terminal through util-linux's `script`, whose options are others elsewhere.
test.skipIf(process.platform !== 'linux')(
  'on a terminal, one line lives: state, percent, elapsed and expected time',
  async () => {
    const { environment, startWorker } = await setUpByEnvironment(services(), { emulator: { runSeconds: 12 } });
    await startWorker({ REELWORK_TYPICAL_SECONDS: '14' });
    const request = "--model evolink/wan2.6-text-to-video --prompt 'A cat' --id live";
    const command = `stty cols 120; '${process.execPath}' '${cliPath}' generate ${request}`;
    const terminal = startProcess('script', ['-qec', command, '/dev/null'], { ...environment, TERM: 'xterm' });
    const { code, stdout } = await terminal.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/live: generating · \d+ % · 0:\d\d of about 0:14/);
    // The cursor goes back, so that the line is drawn over.
    expect(stdout).toContain('\u001b[1G');
    expect(stdout).toContain('live is stored after');
  },
);
