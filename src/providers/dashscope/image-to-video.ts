import type { RequestFor } from '../../domain/requests/index.js';

type Request = RequestFor<'dashscope/wan2.6-i2v'>;
type FlashRequest = RequestFor<'dashscope/wan2.6-i2v-flash'>;

export const toImageToVideoBody = (request: Request) => body(request, undefined);

export const toImageToVideoFlashBody = (request: FlashRequest) => body(request, request.generateAudio);

/** The frame follows the image; only its number of lines is said. */
const body = (request: Request | FlashRequest, audio: boolean | undefined) => ({
  input: {
    prompt: request.prompt,
    negative_prompt: request.negativePrompt,
    img_url: request.imageUrl,
    audio_url: request.audioUrl,
  },
  parameters: {
    resolution: request.resolution.toUpperCase(),
    duration: request.durationSeconds,
    prompt_extend: request.extendPrompt,
    shot_type: request.shotType,
    audio: audioSwitch(request, audio),
    watermark: request.watermark,
    seed: request.seed,
  },
});

/** A sound that is given needs no other. */
const audioSwitch = ({ audioUrl }: { readonly audioUrl?: string | undefined }, audio: boolean | undefined) =>
  audioUrl === undefined ? audio : undefined;
