/** How providers write themselves, the same in both languages. */
const providers: Record<string, string> = {
  anthropic: 'Anthropic', aws: 'AWS', azure: 'Azure', clova: 'CLOVA Studio', databricks: 'Databricks', dcgm: 'NVIDIA DCGM', focus: 'FOCUS', gcp: 'Google Cloud',
  google: 'Google Cloud', gpu: 'GPU', kubernetes: 'Kubernetes', langfuse: 'Langfuse', litellm: 'LiteLLM', naver: 'Naver Cloud', ncloud: 'Naver Cloud',
  openai: 'OpenAI', opencost: 'OpenCost', pinecone: 'Pinecone', prometheus: 'Prometheus', snowflake: 'Snowflake',
};

/** A kind is called after its provider: `openai.usage`. */
export function providerOf(kind: string): string {
  const name = kind.split(/[._-]/)[0]!;
  return providers[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
}
