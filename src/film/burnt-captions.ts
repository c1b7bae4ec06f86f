import type { FrameSize } from '../domain/last-frame.js';
import { linesOf } from './captions.js';

/** Of the frame's shorter side: lines of about 40 characters fit a wide picture. */
const fontShare = 1 / 18;
const marginShare = 1 / 20;

/** Longer than any shot. */
const wholePiece = ['0:00:00.00', '9:59:59.99'];

/**
 * A caption for the whole of a piece, as an Advanced SubStation file that draws it at the bottom of the frame. It is this
 * format because libass breaks lines, and shapes every script; `undefined` where there is nothing to draw.
 */
export function burntCaption(caption: string | undefined, { width, height }: FrameSize): string | undefined {
  const lines = linesOf(caption).map(escaped);
  if (lines.length === 0) return undefined;
  const size = Math.round(Math.min(width, height) * fontShare);
  const margin = Math.round(Math.min(width, height) * marginShare);
  const colours = '&H00FFFFFF,&H000000FF,&H00000000,&H80000000';
  const look = `Default,sans-serif,${size},${colours},0,0,0,0,100,100,0,0,1,${Math.max(1, Math.round(size / 16))},0,2`;
  return [
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${width}`,
    `PlayResY: ${height}`,
    'WrapStyle: 0',
    'ScaledBorderAndShadow: yes',
    '',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, ' +
      'Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, ' +
      'MarginR, MarginV, Encoding',
    `Style: ${look},${margin},${margin},${margin},1`,
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    `Dialogue: 0,${wholePiece.join(',')},Default,,0,0,0,,${lines.join(String.raw`\N`)}`,
    '',
  ].join('\n');
}

/** A text that is nothing but text: a brace would begin an instruction, and a backslash another kind of them. */
const escaped = (line: string) => line.replaceAll('\\', '\\\u2060').replace(/[{}]/g, String.raw`\$&`);
