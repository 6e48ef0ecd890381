using FinOpsAI.Core.Sources;

namespace FinOpsAI.Core.Ports;

/// <summary>Keeps what must not be read by whoever sees the store, a log or an answer.</summary>
public interface ISecretStore
{
    /// <summary>
    /// What to keep of an entered secret: references (<c>env:NAME</c>, <c>file:PATH</c>, <c>config:KEY</c>) as they are, anything else encrypted.
    /// </summary>
    string Protect(string entered);

    /// <summary>The secret itself.</summary>
    /// <exception cref="SourceException">The place it refers to has none, or the key it was encrypted with is gone.</exception>
    string Reveal(string kept);
}
