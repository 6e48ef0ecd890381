using FinOpsAI.Core.Explanations;

namespace FinOpsAI.Core.Ports;

/// <summary>What a model's kinds of tokens cost relative to each other, by the price catalogue.</summary>
public interface ITokenPriceBook
{
    /// <summary>The proportions in force at a moment; an input token is 1.</summary>
    /// <returns>Null when the catalogue does not know the model's prices.</returns>
    TokenWeights? Find(string model, DateTimeOffset at);
}
