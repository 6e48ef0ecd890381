using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Detection;

/// <summary>
/// Hysteresis around the ensemble: one alert opens an episode; while spend stays outside its band on the same side the episode goes on without
/// alerting again; a deviation that lasts long enough is accepted as the new level. After an alert a refractory time passes.
/// </summary>
internal sealed class Episode
{
    private const double OutOfBand = 2.0;
    private const double Damping = 0.3;
    private readonly int _refractory;
    private readonly int _accept;
    private readonly int _calmToClose;
    private AnomalyKind _kind;
    private int _sign;
    private int _age;
    private int _calm;
    private int _rest;
    private double _peak;

    public Episode(int refractory, int accept, int calmToClose)
    {
        _refractory = refractory;
        _accept = accept;
        _calmToClose = calmToClose;
    }

    /// <summary>True when the deviation has lasted long enough to be the new level.</summary>
    public bool Accepts => _kind != AnomalyKind.None && _age >= _accept && _calm == 0;

    /// <summary>Takes one bucket; returns the score after damping, whether an episode starts here, and the kind that holds.</summary>
    /// <param name="score">The ensemble's score.</param>
    /// <param name="alerts">Score and size suffice for an alert.</param>
    /// <param name="kind">What an alert here would be.</param>
    /// <param name="z">Deviation in sigmas, signed.</param>
    public (double Score, bool Onset, AnomalyKind Kind) Observe(double score, bool alerts, AnomalyKind kind, double z)
    {
        var news = score > _peak;
        var resting = _rest > 0 || _kind != AnomalyKind.None;
        Continue(z);
        var onset = alerts && !resting;
        if (onset)
        {
            (_kind, _sign, _age, _calm) = (kind, Math.Sign(z), 0, 0);
            _rest = _refractory;
        }

        var shown = resting && !news ? score * Damping : score;
        _peak = onset ? score : resting ? Math.Max(_peak, score) : 0;
        return (shown, onset, onset || _calm == 0 ? _kind : AnomalyKind.None);
    }

    public void Close() => (_kind, _age, _calm, _sign) = (AnomalyKind.None, 0, 0, 0);

    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)_kind);
        writer.Write(_sign);
        writer.Write(_age);
        writer.Write(_calm);
        writer.Write(_rest);
        writer.Write(_peak);
    }

    public void Load(BinaryReader reader)
    {
        _kind = (AnomalyKind)reader.ReadByte();
        _sign = reader.ReadInt32();
        _age = reader.ReadInt32();
        _calm = reader.ReadInt32();
        _rest = reader.ReadInt32();
        _peak = reader.ReadDouble();
    }

    private void Continue(double z)
    {
        _rest = Math.Max(0, _rest - 1);
        if (_kind == AnomalyKind.None)
        {
            return;
        }

        _age++;
        _calm = z * _sign > OutOfBand ? 0 : _calm + 1;
        if (_calm >= _calmToClose)
        {
            Close();
        }
    }
}
