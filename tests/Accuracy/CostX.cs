#pragma warning disable
using FinOpsAI.Accuracy.Cost;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Series;

namespace FinOpsAI.Accuracy;

internal static class CostX
{
    static double G(string n, double d) => double.TryParse(Environment.GetEnvironmentVariable(n), out var v) ? v : d;

    public static double[] Score(CostSeries s)
    {
        var clock = new DetectorClock(s.Bucket); var day = s.Daily;
        var scale = new LogScale(); var prof = new SeasonalProfile(clock);
        var level = new LevelEstimator(day ? G("LHD", 10) : G("LH", 72)); var sig = new RobustScale(day ? 60 : 24 * 30);
        double s0 = day ? G("S0D", .2) : G("S0", .2), down = G("DOWN", .7), clip = G("CLIP", 2.5);
        double m1 = 0, m2 = 0; var sg1 = new RobustScale(day ? 60 : 720); var sg2 = new RobustScale(day ? 60 : 720);
        double a1 = day ? .5 : 1 - Math.Pow(2, -1 / G("H1", 3)), a2 = day ? .25 : 1 - Math.Pow(2, -1 / G("H2", 12));
        var ssa = new IncrementalSsa(day ? 14 : 48, day ? 3 : 6, day ? 60 : 500); var sgs = new RobustScale(day ? 60 : 720); var w3 = G("W3", 0); var leak = new LeakDetector(); var seen = 0; var phi = G("PHI", 0); double laste = 0;
        var o = new double[s.Values.Length]; double w1 = G("W1", 1), w2 = G("W2", 1), wl = G("WL", 0), pn = G("PN", 8);
        var rest = 0; double peak = 0; double fire = G("FIRE", 3.5), damp = G("DAMP", .3); var restLen = day ? G("RESTD", 2) : G("REST", 24);
        int epi = 0, sign = 0, calm = 0; var accept = day ? G("ACCD", 4) : G("ACC", 48); double epm = 0;
        for (var i = 0; i < o.Length; i++)
        {
            var x = s.Values[i]; if (double.IsNaN(x)) continue;
            if (!scale.IsReady && x == 0) continue;
            scale.Learn(x); var y = scale.Forward(x); var t = s.Start + i * s.Bucket;
            if (seen++ == 0) level.Reset(y);
            var e = y - level.Value - prof.At(t); var sd = sig.Sigma;
            double Z(double v, double sg) { var z = v / Math.Sqrt(sg * sg + s0 * s0); return z < 0 ? -z * down : z; }
            var b = Math.Clamp(e, -6 * sd, 6 * sd);
            var n1 = m1 + a1 * (b - m1); var n2 = m2 + a2 * (b - m2);
            double z0 = Z(e - phi * laste, sd), z1 = w1 * Z(n1, sg1.Sigma), z2 = w2 * Z(n2, sg2.Sigma);
            var zl = wl * Math.Min(leak.Strength, 30) ;
            var r = e - ssa.Predict(); double z3 = w3 * Z(r, sgs.Sigma); var sc = Math.Pow(Math.Pow(z3, pn) + Math.Pow(z0, pn) + Math.Pow(z1, pn) + Math.Pow(z2, pn) + Math.Pow(zl, pn), 1 / pn);
            if (seen < (day ? 10 : 72)) sc = 0;
            // episode
            var outb = sign != 0 && e * sign > G("OB", 1.0) * Math.Sqrt(sd * sd + s0 * s0);
            bool quiet = rest > 0 || epi > 0;
            o[i] = quiet && sc <= peak ? sc * damp : sc;
            if (sc >= fire && !quiet) { epi = 1; sign = Math.Sign(e); calm = 0; rest = (int)restLen; peak = sc; }
            else
            {
                if (quiet) peak = Math.Max(peak, sc);
                if (rest > 0) rest--;
                if (epi > 0) { epi++; calm = outb ? 0 : calm + 1; if (calm > (day ? 1 : G("CALM", 6))) { epi = 0; sign = 0; } if (epi > accept && calm == 0) { level.Move(n2); laste -= n2; m1 = n1 = 0; m2 = n2 = 0; leak.Reset(); epi = 0; sign = 0; e = y - level.Value - prof.At(t); } }
                if (rest == 0 && epi == 0) peak = 0;
            }
            var taught = Math.Clamp(e, -clip * sd, clip * sd);
            sig.Learn(e); m1 = n1; m2 = n2; sg1.Learn(m1); sg2.Learn(m2);
            prof.Learn(t, taught); level.Learn(level.Value + taught);
            if (seen > (day ? 10 : 72)) leak.Learn(t, y - prof.At(t));
            laste = e; ssa.Learn(b); sgs.Learn(r);
        }
        return o;
    }
}
