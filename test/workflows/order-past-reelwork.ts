/** Orders a video of another model past Reelwork. */
export const orderImagePastReelwork = (url: string): Promise<string> =>
  order(url, { model: 'wan2.6-image-to-video', image_urls: [`${url}/samples/image.png`] });

/** Orders a video past Reelwork that could be one of its own. */
export const orderTextPastReelwork = (url: string): Promise<string> =>
  order(url, { model: 'wan2.6-text-to-video', aspect_ratio: '16:9' });

async function order(url: string, body: object): Promise<string> {
  const response = await fetch(`${url}/v1/videos/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'A cat', duration: 5, quality: '720p', ...body }),
  });
  return ((await response.json()) as { id: string }).id;
}
