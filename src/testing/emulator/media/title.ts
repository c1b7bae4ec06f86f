const columns = 36;
const longestTitle = 12;

/** A prompt in lines that fit a frame; what does not fit is cut off. Never empty, which ffmpeg would not take. */
export function wrapTitle(prompt: string): string {
  const lines: string[] = [];
  const words = prompt.split(/[\p{Cc}\s]+/u).flatMap((word) => word.match(pieces) ?? []);
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  const shown = lines.slice(0, longestTitle).join('\n');
  return lines.length > longestTitle ? `${shown} …` : shown || ' ';
}

const pieces = new RegExp(`.{1,${columns}}`, 'gu');
