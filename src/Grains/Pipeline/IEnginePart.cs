namespace FinOpsAI.Grains.Pipeline;

/// <summary>Something that runs beside the way of the data for as long as the process lives: a clock, a dispatcher.</summary>
public interface IEnginePart
{
    /// <summary>One word for the log.</summary>
    string Name { get; }

    /// <summary>Runs until cancelled. Ending before, or throwing, stops the process: half an engine would count wrongly in silence.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
