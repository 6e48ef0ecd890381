namespace FinOpsAI.Core.Detection;

/// <summary>
/// One calibrated score from the families' surprises: the sum of the two largest (two views must agree), set against this
/// scope's own history of such sums, then against the false-alert budget. 0.5 is where the expected number of false alerts equals the budget.
/// </summary>
internal sealed class Ensemble
{
    private const double SumUnit = 0.5;
    private const double Steepness = 0.5;
    private readonly HillTail _tail = new();
    private readonly double _budgetDecades;
    private double _sum;

    /// <param name="perMonth">Buckets in 30 days.</param>
    /// <param name="falseAlerts">Expected false alerts in 30 days.</param>
    public Ensemble(double perMonth, double falseAlerts) => _budgetDecades = Math.Log10(Math.Max(perMonth / falseAlerts, 2));

    /// <summary>The family that saw most.</summary>
    public Family Leader { get; private set; }

    public double Score(ReadOnlySpan<double> surprise)
    {
        double first = 0, second = 0;
        for (var i = 0; i < surprise.Length; i++)
        {
            if (surprise[i] > first)
            {
                second = first;
                first = surprise[i];
                Leader = (Family)i;
            }
            else if (surprise[i] > second)
            {
                second = surprise[i];
            }
        }

        _sum = first + second;
        var decades = _tail.Surprise(Deviation(_sum)) - _budgetDecades;
        return 1 / (1 + Math.Pow(10, -Steepness * decades));
    }

    /// <summary>Learns the sum that was scored last.</summary>
    public void Learn() => _tail.Learn(Deviation(_sum));

    public void Save(BinaryWriter writer) => _tail.Save(writer);

    public void Load(BinaryReader reader) => _tail.Load(reader);

    private static double Deviation(double sum) => Math.Pow(10, SumUnit * sum);
}
