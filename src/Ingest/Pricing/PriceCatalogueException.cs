namespace FinOpsAI.Ingest.Pricing;

/// <summary>A price file or price option that cannot be used; the message says which and why.</summary>
public sealed class PriceCatalogueException(string message, Exception? inner = null) : Exception(message, inner);
