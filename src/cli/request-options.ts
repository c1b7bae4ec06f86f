import { type Command, Option } from 'commander';
import type { GenerationRequestInput } from '../domain/requests/index.js';
import { anyNumber } from './option-values.js';

/** The options by which a request is written on the command line. */
export interface RequestOptions {
  /** Missing only where a command needs none. */
  readonly model?: string;
  readonly prompt: string;
  readonly duration?: number;
  readonly resolution?: string;
  readonly aspectRatio?: string;
  readonly image?: string;
  readonly reference?: readonly string[];
  readonly audio?: string;
  readonly sound?: boolean;
  readonly extendPrompt?: boolean;
  readonly shotType?: string;
  readonly negativePrompt?: string;
  readonly referenceImage?: readonly string[];
  readonly watermark?: boolean;
  readonly seed?: number;
  readonly account?: string;
}

/** `model`: what the option means where it may be left out. */
export const addRequestOptions = (command: Command, optional?: { readonly model: string }): Command =>
  command
    .addOption(
      new Option(
        '--model <id>',
        optional?.model ?? 'the model, or auto; `reelwork models` lists them',
      ).makeOptionMandatory(optional === undefined),
    )
    .requiredOption('--prompt <text>', 'what the video should show')
    .addOption(new Option('--duration <seconds>', 'length of the video').argParser(anyNumber))
    .option('--resolution <tier>', '720p or 1080p')
    .option('--aspect-ratio <ratio>', '16:9, 9:16, 1:1, 4:3 or 3:4')
    .option('--image <link>', 'first frame: https:// or s3:// link')
    .option('--reference <link...>', 'reference video: https:// or s3:// link; may be repeated')
    .option('--audio <link>', 'sound to use: https:// or s3:// link')
    .option('--sound', 'generate sound')
    .option('--no-sound', 'generate a silent video')
    .option('--extend-prompt', 'let a language model rewrite the prompt')
    .option('--no-extend-prompt', 'take the prompt as it is')
    .option('--shot-type <type>', 'single or multi')
    .option('--negative-prompt <text>', 'what it should not show')
    .option('--reference-image <link...>', 'reference image: https:// or s3:// link; may be repeated')
    .option('--watermark', 'write "AI Generated" into the picture')
    .addOption(new Option('--seed <number>', 'makes similar videos of the same request').argParser(anyNumber))
    .option('--account <label>', 'which of the gateway’s configured accounts pays');

/** The request that the options spell. What is not given stays out, so that each model's own defaults hold. */
export function toRequest(options: RequestOptions): GenerationRequestInput {
  const request = {
    model: options.model,
    prompt: options.prompt,
    durationSeconds: options.duration,
    resolution: options.resolution,
    aspectRatio: options.aspectRatio,
    imageUrl: options.image,
    referenceVideoUrls: options.reference,
    audioUrl: options.audio,
    generateAudio: options.sound,
    extendPrompt: options.extendPrompt,
    shotType: options.shotType,
    negativePrompt: options.negativePrompt,
    referenceImageUrls: options.referenceImage,
    watermark: options.watermark,
    seed: options.seed,
    account: options.account,
  };
  const given = Object.entries(request).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as GenerationRequestInput;
}
