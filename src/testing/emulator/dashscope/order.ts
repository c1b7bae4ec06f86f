import type { OrderBody } from '../engine/read-order.js';
import { isVideo, type Body } from './body.js';
import { charge, type Priced } from './prices.js';

/** What a valid body orders. The reserve counts input videos as endless: nobody has looked at them yet. */
export function toOrder(body: Body): OrderBody {
  const { model, input, parameters } = body;
  const ordered = special(body);
  const { quality, sound, imageUrls, videoUrls } = ordered;
  const priced: Priced = { model, quality, sound, referenceImages: imageUrls.length };
  const longest = { outputSeconds: parameters.duration, inputVideoSeconds: videoUrls.map(() => Infinity) };
  return {
    model,
    prompt: input.prompt,
    seconds: parameters.duration,
    ...ordered,
    callbackUrl: undefined,
    reserve: charge(priced, longest),
    charge: (delivery) => charge(priced, delivery),
  };
}

type Special = Pick<OrderBody, 'aspectRatio' | 'quality' | 'sound' | 'imageUrls' | 'videoUrls' | 'audioUrl'>;

function special(body: Body): Special {
  switch (body.model) {
    case 'wan2.6-t2v': {
      const { audio_url: audioUrl } = body.input;
      return { ...body.parameters.size, sound: true, imageUrls: [], videoUrls: [], audioUrl };
    }
    case 'wan2.6-i2v':
    case 'wan2.6-i2v-flash': {
      const { audio_url: audioUrl, img_url } = body.input;
      const sound = audioUrl !== undefined || hasSound(body.parameters);
      return {
        aspectRatio: 'as-image',
        quality: body.parameters.resolution === '720P' ? '720p' : '1080p',
        sound,
        imageUrls: [img_url],
        videoUrls: [],
        audioUrl,
      };
    }
    case 'wan2.6-r2v':
    case 'wan2.6-r2v-flash': {
      const { reference_urls, reference_video_urls: videos = [] } = body.input;
      const videoUrls = reference_urls?.filter(isVideo) ?? videos;
      const imageUrls = reference_urls?.filter((url) => !isVideo(url)) ?? [];
      const { size } = body.parameters;
      return { ...size, sound: hasSound(body.parameters), imageUrls, videoUrls, audioUrl: undefined };
    }
  }
}

/** Only flash models can be told to keep quiet. */
const hasSound = (parameters: object): boolean => !('audio' in parameters) || parameters.audio === true;
