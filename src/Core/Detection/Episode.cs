using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>
/// Hysteresis around the score: one alert opens an episode; while spend stays outside its band on the same side the episode goes on without
/// alerting again; a deviation that lasts long enough is accepted as the new level. After an alert a refractory time passes. Scores that bring nothing new
/// (not clearly higher than those since the last strong one) are damped, so that a score is news.
/// </summary>
internal sealed class Episode(int refractory, int damped, double strong, int accept, int calmToClose)
{
    private const double OutOfBand = 1.0;
    private const double Damping = 0.3;

    // A score is news beside an earlier one when its odds are this many times higher.
    private const double NewsRatio = 1.5;

    private AnomalyKind _kind;
    private int _sign;
    private int _age;
    private int _calm;
    private int _rest;
    private int _damped;
    private double _peak;

    /// <summary>True when the deviation has lasted long enough to be the new level.</summary>
    public bool Accepts => _sign != 0 && _age > accept && _calm == 0;

    /// <summary>Takes one bucket; returns the score after damping, whether an episode starts here, and the kind that holds.</summary>
    /// <param name="score">The calibrated score.</param>
    /// <param name="alerts">Score and size suffice for an alert.</param>
    /// <param name="kind">What an alert here would be.</param>
    /// <param name="z">Deviation in sigmas, signed.</param>
    public (double Score, bool Onset, AnomalyKind Kind) Observe(double score, bool alerts, AnomalyKind kind, double z)
    {
        var quiet = _damped > 0 || _sign != 0;

        // Once the refractory time is over, an episode that merely goes on brings no news at all.
        var news = _damped > 0 && score * (1 - _peak) > NewsRatio * _peak * (1 - score);
        var onset = alerts && _rest == 0 && _kind == AnomalyKind.None;
        var shown = quiet && !news && !onset ? score * Damping : score;
        if (!quiet && score >= strong)
        {
            (_sign, _age, _calm, _damped, _peak) = (Math.Sign(z), 0, 0, damped, score);
        }
        else
        {
            Continue(quiet && news ? score : _peak, quiet, z);
        }

        _rest = onset ? refractory : Math.Max(0, _rest - 1);
        if (onset)
        {
            _kind = kind;
            _sign = _sign == 0 ? Math.Sign(z) : _sign;
        }

        return (shown, onset, onset || _calm == 0 ? _kind : AnomalyKind.None);
    }

    /// <summary>Ends the episode: the level was accepted.</summary>
    public void Close() => (_kind, _sign, _age, _calm) = (AnomalyKind.None, 0, 0, 0);

    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)_kind);
        writer.Write(_sign);
        writer.Write(_age);
        writer.Write(_calm);
        writer.Write(_rest);
        writer.Write(_damped);
        writer.Write(_peak);
    }

    public void Load(BinaryReader reader)
    {
        _kind = (AnomalyKind)reader.ReadByte();
        _sign = reader.ReadInt32();
        _age = reader.ReadInt32();
        _calm = reader.ReadInt32();
        _rest = reader.ReadInt32();
        _damped = reader.ReadInt32();
        _peak = reader.ReadDouble();
    }

    private void Continue(double peak, bool quiet, double z)
    {
        _peak = quiet ? peak : 0;
        _damped = Math.Max(0, _damped - 1);
        if (_sign == 0)
        {
            return;
        }

        _age++;
        _calm = z * _sign > OutOfBand ? 0 : _calm + 1;
        if (_calm > calmToClose)
        {
            Close();
        }
    }
}
