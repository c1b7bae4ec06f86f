import type { Order } from '../engine/order.js';
import type { Body } from './body.js';
import { charge, type Priced } from './prices.js';

/** What a valid body orders. The reserve counts input videos as endless: nobody has looked at them yet. */
export function toOrder(body: Body, wireKey: string | undefined): Order {
  const ordered = { ...common(body), ...special(body), wireKey };
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

type Special = Pick<Order, 'aspectRatio' | 'sound' | 'imageUrl' | 'videoUrls' | 'audioUrl'>;

function special(body: Body): Special {
  switch (body.model) {
    case 'wan2.6-text-to-video':
      return {
        aspectRatio: body.aspect_ratio,
        sound: true,
        imageUrl: undefined,
        videoUrls: [],
        audioUrl: body.audio_url,
      };
    case 'wan2.6-image-to-video':
      return {
        aspectRatio: 'as-image',
        sound: true,
        imageUrl: body.image_urls[0],
        videoUrls: [],
        audioUrl: body.audio_url,
      };
    case 'wan2.6-reference-video-flash':
      return {
        aspectRatio: body.aspect_ratio,
        sound: body.generate_audio,
        imageUrl: undefined,
        videoUrls: body.video_urls,
        audioUrl: undefined,
      };
  }
}
