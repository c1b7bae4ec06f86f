/** Orders a video of another model past Reelwork. */
export async function orderImagePastReelwork(url: string): Promise<string> {
  const response = await fetch(`${url}/v1/videos/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'wan2.6-image-to-video',
      prompt: 'A cat',
      image_urls: [`${url}/samples/image.png`],
      duration: 5,
      quality: '720p',
    }),
  });
  return ((await response.json()) as { id: string }).id;
}
