/** Length of an audio or video file, from its container; nothing is decoded. */
export interface MediaLength { seconds: number; video: boolean; format: string }

export async function mediaLength(file: File): Promise<MediaLength> {
  const { ALL_FORMATS, BlobSource, Input } = await import("mediabunny");
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  if (!(await input.canRead())) throw new Error("This is no audio or video file of a known format.");
  const [seconds, video, format] = await Promise.all([input.computeDuration(), input.getPrimaryVideoTrack(), input.getFormat()]);
  return { seconds, video: video !== null, format: format.name };
}
