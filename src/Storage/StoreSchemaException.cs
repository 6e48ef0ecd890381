namespace FinOpsAI.Storage;

/// <summary>The database's schema does not fit this program; nothing was changed.</summary>
public sealed class StoreSchemaException(string message) : Exception(message);
