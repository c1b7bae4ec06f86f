import { expect, test } from 'vitest';
import { burntCaption } from '../../src/film/burnt-captions.js';
import { cuesOf, toSrt, toVtt } from '../../src/film/captions.js';
import { planFilm } from '../../src/film/plan-film.js';
import { planOf, shot } from './clip-facts.js';

test('each caption is shown for as long as its shot is, also between crossfades', () => {
  expect(cuesOf(planOf(3))).toEqual([
    { from: 0, to: 2, text: 'caption 1' },
    { from: 2, to: 4, text: 'caption 2' },
    { from: 4, to: 6, text: 'caption 3' },
  ]);
  expect(cuesOf(planOf(2, { transition: { crossfade: 0.5 } }))).toEqual([
    { from: 0, to: 1.5, text: 'caption 1' },
    { from: 1.5, to: 3.5, text: 'caption 2' },
  ]);
});

test('a shot without a caption has no cue', () => {
  const plan = planFilm([shot(1, {}, ' \n'), shot(2, {}, 'Five in the morning'), shot(3)], {});
  expect(cuesOf(plan)).toEqual([{ from: 2, to: 4, text: 'Five in the morning' }]);
});

test('captions are written as SubRip and as WebVTT', () => {
  const cues = [
    { from: 0, to: 1.5, text: 'One\nTwo' },
    { from: 3725.0417, to: 3726.9999, text: 'later' },
  ];
  expect(toSrt(cues)).toBe('1\n00:00:00,000 --> 00:00:01,500\nOne\nTwo\n\n2\n01:02:05,042 --> 01:02:07,000\nlater\n');
  expect(toVtt(cues)).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nOne\nTwo\n\n01:02:05.042 --> 01:02:07.000\nlater\n',
  );
});

test('a caption can’t end its cue, begin another one or hide in marks', () => {
  const caption = 'One\r\n\r\n2\n00:00:00,000 --> 00:00:09,000\nTwo\u0000 & <i>three</i> {\\b1}four';
  const cues = cuesOf(planFilm([shot(1, {}, caption)], {}));
  expect(toSrt(cues).split('\n\n')).toHaveLength(1);
  expect(toSrt(cues).split('-->')).toHaveLength(2);
  expect(toSrt(cues)).not.toMatch(/<[/a-z]|\{\\/);
  expect(toVtt(cues).split('-->')).toHaveLength(2);
  expect(toVtt(cues)).toContain('Two &amp; &lt;i&gt;three&lt;/i&gt; {\\b1}four');
});

test('a caption is drawn as it is written, whatever characters are in it', () => {
  const drawn = burntCaption('C:\\Now {\\an8}top\nsecond, line', { width: 1280, height: 720 });
  expect(drawn).toContain('PlayResX: 1280\nPlayResY: 720\n');
  expect(drawn).toContain(',,C:\\\u2060Now \\{\\\u2060an8\\}top\\Nsecond, line\n');
  expect(burntCaption('\n \n', { width: 1280, height: 720 })).toBeUndefined();
});
