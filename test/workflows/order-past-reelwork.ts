/** Orders a video of another model past Reelwork. */
export const orderImagePastReelwork = (url: string): Promise<string> =>
  order(url, { model: 'wan2.6-image-to-video', prompt: 'A cat', image_urls: [`${url}/samples/image.png`] });

/** Orders a video as `request` does, past Reelwork. */
export const orderPastReelwork = (url: string, prompt: string): Promise<string> =>
  order(url, { model: 'wan2.6-text-to-video', prompt, aspect_ratio: '16:9' });

async function order(url: string, body: object): Promise<string> {
  const response = await fetch(`${url}/v1/videos/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, duration: 5, quality: '720p' }),
  });
  return ((await response.json()) as { id: string }).id;
}
