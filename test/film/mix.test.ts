import { expect, test } from 'vitest';
import { mixGraph, mixInputs } from '../../src/film/mix.js';

const shots = { shots: 'shots.pcm', samples: 96_000, music: undefined, voice: undefined };

test('without music and voice the shots’ sound is the film’s', () => {
  expect(mixInputs(shots).filter((word) => word === '-i')).toHaveLength(1);
  expect(mixGraph(shots, 1, [])).toMatch(/^\[1:a:0\].*\[shots\];\[shots\]anull\[mix\]$/);
});

test('music is repeated, a voice is not, and each has its volume', () => {
  const mix = { ...shots, music: { file: 'music', volume: 0.4 }, voice: { file: 'voice', volume: 1 } };
  const inputs = mixInputs(mix).join(' ');
  expect(inputs).toMatch(/-stream_loop -1 .*-i music .*-i voice$/);
  expect(inputs.match(/-stream_loop/g)).toHaveLength(1);
  const graph = mixGraph(mix, 1, []);
  expect(graph).toMatch(/\[2:a:0\][^;]*volume=0\.4,[^;]*\[music\];\[3:a:0\][^;]*volume=1,[^;]*\[voice\]/);
  expect(graph).toContain('[shots][music][voice]amix=inputs=3:duration=first:normalize=0[mix]');
});

test('music fades out over two seconds at the end, and over all of a shorter film', () => {
  const music = { file: 'music', volume: 1 };
  expect(mixGraph({ ...shots, samples: 480_000, music }, 0, [])).toContain('start_sample=384000:nb_samples=96000');
  expect(mixGraph({ ...shots, samples: 48_000, music }, 0, [])).toContain('start_sample=0:nb_samples=48000');
});
