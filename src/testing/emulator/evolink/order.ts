import type { OrderBody } from '../engine/read-order.js';
import type { Body } from './body.js';
import { charge, type Priced } from './prices.js';

/** What a valid body orders. The reserve counts input videos as endless: nobody has looked at them yet. */
export function toOrder(body: Body): OrderBody {
  const ordered = { ...common(body), ...special(body) };
  const priced: Priced = { model: body.model, quality: body.quality, sound: ordered.sound };
  const longest = { outputSeconds: body.duration, inputVideoSeconds: ordered.videoUrls.map(() => Infinity) };
  return { ...ordered, reserve: charge(priced, longest), charge: (delivery) => charge(priced, delivery) };
}

const common = ({ model, prompt, duration, quality, callback_url }: Body) => ({
  model,
  prompt,
  seconds: duration,
  quality,
  callbackUrl: callback_url,
});

type Special = Pick<OrderBody, 'aspectRatio' | 'sound' | 'imageUrls' | 'videoUrls' | 'audioUrl'>;

function special(body: Body): Special {
  switch (body.model) {
    case 'wan2.6-text-to-video':
      return {
        aspectRatio: body.aspect_ratio,
        sound: true,
        imageUrls: [],
        videoUrls: [],
        audioUrl: body.audio_url,
      };
    case 'wan2.6-image-to-video':
      return {
        aspectRatio: 'as-image',
        sound: true,
        imageUrls: body.image_urls,
        videoUrls: [],
        audioUrl: body.audio_url,
      };
    case 'wan2.6-reference-video-flash':
      return {
        aspectRatio: body.aspect_ratio,
        sound: body.generate_audio,
        imageUrls: [],
        videoUrls: body.video_urls,
        audioUrl: undefined,
      };
  }
}
