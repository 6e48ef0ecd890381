using FinOpsAI.Core.Series;

namespace FinOpsAI.Core.Detection;

/// <summary>
/// Singular spectrum analysis that truly adapts: the r leading directions of the lag vectors are tracked point by point with FAPI
/// (Badeau, David, Richard 2005, "Fast Approximated Power Iteration Subspace Tracking", IEEE Trans. Signal Processing 53:2931), and the next
/// value is foretold by the SSA recurrence from the L-1 values before it (Golyandina, Nekrutkin, Zhigljavsky 2001, section 2.1). O(L·r) a point.
/// </summary>
internal sealed class IncrementalSsa
{
    private const int OrthonormaliseEvery = 256;
    private readonly int _length;
    private readonly int _rank;
    private readonly double _forget;
    private readonly double[] _basis;
    private readonly double[] _correlation;
    private readonly double[] _lags;
    private readonly double[] _y;
    private readonly double[] _h;
    private readonly double[] _g;
    private readonly double[] _projected;
    private readonly double[] _error;
    private int _steps;

    /// <param name="length">L, the length of a lag vector.</param>
    /// <param name="rank">r, the dimension of the tracked subspace.</param>
    /// <param name="memory">Points after which an old lag vector weighs 1/e.</param>
    public IncrementalSsa(int length, int rank, double memory)
    {
        _length = length;
        _rank = rank;
        _forget = 1 - (1 / memory);
        _basis = new double[length * rank];
        _correlation = new double[rank * rank];
        _lags = new double[length];
        _y = new double[rank];
        _h = new double[rank];
        _g = new double[rank];
        _projected = new double[rank];
        _error = new double[length];
        for (var k = 0; k < rank; k++)
        {
            // Cosines: an orthogonal start that already spans smooth curves, the commonest content of a lag vector.
            for (var i = 0; i < length; i++)
            {
                _basis[(k * length) + i] = Math.Cos(Math.PI * k * (i + 0.5) / length) * Math.Sqrt((k == 0 ? 1.0 : 2.0) / length);
            }

            _correlation[(k * rank) + k] = 1;
        }
    }

    /// <summary>Foretells the next value from the L-1 latest ones.</summary>
    public double Predict()
    {
        var nu = 0.0;
        var sum = 0.0;
        for (var k = 0; k < _rank; k++)
        {
            var column = Column(k);
            var last = column[^1];
            sum += last * Dense.Dot(column[..^1], _lags.AsSpan(1));
            nu += last * last;
        }

        return sum / Math.Max(1 - nu, 0.1);
    }

    /// <summary>Takes the next value into the lag vector without learning from it: for a missing bucket, with its forecast.</summary>
    public void Shift(double value)
    {
        Array.Copy(_lags, 1, _lags, 0, _length - 1);
        _lags[^1] = value;
    }

    /// <summary>Takes the next value in and turns the subspace towards the new lag vector.</summary>
    public void Learn(double value)
    {
        Shift(value);
        if (++_steps < _length)
        {
            return;
        }

        Turn();
        if (_steps % OrthonormaliseEvery == 0)
        {
            Orthonormalise();
        }
    }

    /// <summary>Moves all remembered values by a constant: an accepted level shift is no novelty of shape.</summary>
    public void Move(double delta)
    {
        for (var i = 0; i < _length; i++)
        {
            _lags[i] += delta;
        }
    }

    public void Save(BinaryWriter writer)
    {
        StateIo.Write(writer, _basis);
        StateIo.Write(writer, _correlation);
        StateIo.Write(writer, _lags);
        writer.Write(_steps);
    }

    public void Load(BinaryReader reader)
    {
        StateIo.Read(reader, _basis);
        StateIo.Read(reader, _correlation);
        StateIo.Read(reader, _lags);
        _steps = reader.ReadInt32();
    }

    private void Turn()
    {
        var r = _rank;
        var energy = Dense.Dot(_lags, _lags);
        for (var k = 0; k < r; k++)
        {
            _y[k] = Dense.Dot(Column(k), _lags);
        }

        if (!(energy > 1e-18))
        {
            return;
        }

        double yy = 0, yh = 0;
        for (var a = 0; a < r; a++)
        {
            var sum = 0.0;
            for (var b = 0; b < r; b++)
            {
                sum += _correlation[(a * r) + b] * _y[b];
            }

            _h[a] = sum;
            yy += _y[a] * _y[a];
            yh += _y[a] * sum;
        }

        var gg = 0.0;
        for (var a = 0; a < r; a++)
        {
            _g[a] = _h[a] / (_forget + yh);
            gg += _g[a] * _g[a];
        }

        var epsilon = Math.Max(energy - yy, 0);
        var root = 1 + (epsilon * gg);
        var tau = epsilon / (root + Math.Sqrt(root));
        var eta = 1 - (tau * gg);
        if (!(eta > 1e-6) || !double.IsFinite(tau))
        {
            Restart();
            return;
        }

        Update(r, tau, eta);
    }

    // The equations (in the paper's names) after y, h, g, tau and eta: y' , h', epsilon, Z and W.
    private void Update(int r, double tau, double eta)
    {
        for (var a = 0; a < r; a++)
        {
            _projected[a] = (eta * _y[a]) + (tau * _g[a]);
        }

        var hg = 0.0;
        for (var b = 0; b < r; b++)
        {
            var sum = 0.0;
            for (var a = 0; a < r; a++)
            {
                sum += _correlation[(a * r) + b] * _projected[a];
            }

            _h[b] = sum;
            hg += sum * _g[b];
        }

        for (var a = 0; a < r; a++)
        {
            var sum = 0.0;
            for (var b = 0; b < r; b++)
            {
                sum += _correlation[(a * r) + b] * _g[b];
            }

            _y[a] = tau / eta * (sum - (hg * _g[a]));
        }

        for (var a = 0; a < r; a++)
        {
            for (var b = 0; b < r; b++)
            {
                var z = _correlation[(a * r) + b] - (_g[a] * _h[b]) + (_y[a] * _g[b]);
                _correlation[(a * r) + b] = z / _forget;
            }
        }

        for (var i = 0; i < _length; i++)
        {
            _error[i] = eta * _lags[i];
        }

        for (var k = 0; k < r; k++)
        {
            Dense.Add(_error, -_projected[k], Column(k));
        }

        for (var k = 0; k < r; k++)
        {
            Dense.Add(Column(k), _g[k], _error);
        }
    }

    // Rounding slowly bends the basis; Gram-Schmidt straightens it. A direction that vanished is left to grow again from noise.
    private void Orthonormalise()
    {
        for (var k = 0; k < _rank; k++)
        {
            var column = Column(k);
            for (var j = 0; j < k; j++)
            {
                Dense.Add(column, -Dense.Dot(column, Column(j)), Column(j));
            }

            var norm = Dense.Dot(column, column);
            if (!(norm > 1e-12) || !double.IsFinite(norm))
            {
                Restart();
                return;
            }

            norm = 1 / Math.Sqrt(norm);
            for (var i = 0; i < _length; i++)
            {
                column[i] *= norm;
            }
        }
    }

    private Span<double> Column(int k) => _basis.AsSpan(k * _length, _length);

    private void Restart()
    {
        var fresh = new IncrementalSsa(_length, _rank, 1 / (1 - _forget));
        fresh._basis.CopyTo(_basis, 0);
        fresh._correlation.CopyTo(_correlation, 0);
    }
}
