#pragma warning disable
using System.Globalization;
using FinOpsAI.Accuracy.Nab;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Series;

namespace FinOpsAI.Accuracy;

internal sealed class Ew(double a) { public double V; double n; public void Add(double x) { n++; V += (x - V) * Math.Max(1 / n, a); } }
internal sealed class Tail(double share, double floor, int per = 8)
{
    readonly double[] w = new double[per * 100]; double total;
    int Bin(double d) => d <= 0 ? 0 : (int)Math.Clamp((Math.Log2(d) + 50) * per, 0, w.Length - 1);
    public double S(double d)
    {
        if (total < 20) return 0;
        var b = Bin(d); if (d <= 0) return 0; var low = -1; double wanted = Math.Max(share * total, 1), above = 0, sl = 0; int at = w.Length - 1;
        for (; at > 0 && above < wanted; at--) { above += w[at]; sl += w[at] * (at + 0.5); if (w[at] > 0) low = at; }
        if (low < 0) return -Math.Log10(.5 / total); var th = low;
        var pos = d <= 0 ? 0 : (Math.Log2(d) + 50) * per;
        if (pos > th)
        {
            var step = Math.Log(2) / per;
            var xi = Math.Clamp((sl / above - th) * step, floor, 1);
            return -Math.Log10(above / total) + (pos - th) * step / xi / Math.Log(10);
        }
        double tail = 0; for (var i = w.Length - 1; i > b; i--) tail += w[i];
        tail += w[b] * (1 - (pos - b));
        return -Math.Log10(Math.Clamp((tail + .5) / (total + 1), 1e-9, 1));
    }
    public void Add(double d) { w[Bin(d)]++; total++; }
}

internal static class Experiment
{
    static double Get(string n, double d) => double.TryParse(Environment.GetEnvironmentVariable(n), out var v) ? v : d;
    public static readonly string[] Names = ["diff", "ew.3", "ew.01", "shift", "prof", "profew", "range", "var-", "var+", "ssa", "ew.05", "shiftL"];
    public static readonly int[] Fam = [0, 0, 2, 2, 1, 1, 3, 4, 5, 0, 2, 2];

    public static double[][] Features(NabFile f)
    {
        int nf = Names.Length;
        var bucket = Spacing.Infer(f.Rows);
        var perDay = Math.Max(1, (int)Math.Round(TimeSpan.FromDays(1) / bucket));
        var slots = Math.Min((int)Get("SLOTS", 48), perDay);
        var res = new double[f.Rows.Count][];
        Ew e3 = new(.3), e01 = new(.01), e05 = new(.05), m = new(.002), ma = new(.002), vf = new(.05), vs = new(.002), l1 = new(.1), l2 = new(.01), l3 = new(.02), l4 = new(.003);
        var prof = new Ew[slots]; for (var i = 0; i < slots; i++) prof[i] = new(Get("PA", .05));
        var ssa = new IncrementalSsa((int)Get("L", 48), (int)Get("R", 5), 500);
        double last = 0, lo = double.NaN, hi = double.NaN; var sc = new Ew(.002);
        var tails = Enumerable.Range(0, nf).Select(_ => new Tail(Get("TS", .02), Get("XF", .05))).ToArray();
        for (var i = 0; i < f.Rows.Count; i++)
        {
            var x = f.Rows[i].Value; var d = new double[nf]; res[i] = new double[nf];
            var tm = f.Rows[i].Time!.Value; var slot = (int)(tm.UtcTicks % TimeSpan.TicksPerDay * slots / TimeSpan.TicksPerDay);
            if (i == 0) { last = x; foreach (var p in prof) p.Add(0); }
            var sd = Math.Max(sc.V, 1e-9 * Math.Abs(m.V)); var eps = Get("EPS", .02) * sd + 1e-12;
            d[0] = Math.Abs(x - last);
            d[1] = Math.Abs(x - e3.V);
            d[2] = Math.Abs(x - e01.V);
            d[3] = Math.Abs(l1.V + (x - l1.V) * .1 - l2.V);
            var base0 = m.V + prof[slot].V;
            d[4] = Math.Abs(x - base0);
            d[5] = Math.Abs(x - prof[slot].V - e01.V);
            d[6] = double.IsNaN(lo) ? 0 : Math.Max(0, Math.Max(x - hi, lo - x)) ;
            var inn = Math.Abs(x - e3.V);
            d[7] = Math.Max(0, Math.Log((vs.V + eps) / (vf.V + eps)));
            d[8] = Math.Max(0, Math.Log((vf.V + eps) / (vs.V + eps)));
            d[9] = Math.Abs(x - m.V - ssa.Predict());
            d[10] = Math.Abs(x - e05.V);
            d[11] = Math.Abs(l3.V + (x - l3.V) * .02 - l4.V);
            for (var k = 0; k < nf; k++)
            {
                var v = k is 7 or 8 ? d[k] : d[k] <= eps ? 0 : d[k] / (1e-3 + 0) ;
                if (k is not (7 or 8)) v = Math.Max(0, d[k] - eps);
                res[i][k] = i < 20 ? 0 : tails[k].S(v);
                tails[k].Add(v);
            }
            if (k0(i)) sc.Add(Math.Abs(x - m.V));
            vf.Add(inn); vs.Add(inn);
            e3.Add(x); e01.Add(x); e05.Add(x); l1.Add(x); l2.Add(x); l3.Add(x); l4.Add(x);
            var cl = i < 50 ? x - base0 : Math.Clamp(x - base0, -5 * sd, 5 * sd);
            prof[slot].Add(x - m.V); m.Add(x);
            ssa.Learn(x - m.V);
            lo = double.IsNaN(lo) ? x : Math.Min(lo, x); hi = double.IsNaN(hi) ? x : Math.Max(hi, x);
            last = x;
        }
        return res;
    }
    static bool k0(int i) => true;

    public static double TopFam(double[] s, int k, Func<int, bool> use)
    {
        Span<double> fam = stackalloc double[6];
        for (var i = 0; i < s.Length; i++) if (use(i)) fam[Fam[i]] = Math.Max(fam[Fam[i]], s[i]);
        fam.Sort(); var sum = 0.0; for (var i = 0; i < k; i++) sum += fam[5 - i]; return sum;
    }

    public static double[] Rest(double[] s, double rest, double fire, double damp = .3)
    {
        var o = new double[s.Length]; var left = 0.0; var peak = 0.0;
        for (var i = 0; i < s.Length; i++)
        {
            if (left > 0 && s[i] <= peak) { o[i] = damp * s[i]; left--; continue; }
            o[i] = s[i];
            if (s[i] >= fire) { left = rest; peak = s[i]; } else { left = Math.Max(0, left - 1); if (left == 0) peak = 0; }
        }
        return o;
    }

    public static double[] Debounce(double[] s, double c, int n)
    {
        var o = new double[s.Length];
        for (var i = 0; i < s.Length; i++) { var mx = 0.0; for (var j = Math.Max(0, i - n); j < i; j++) mx = Math.Max(mx, s[j]); o[i] = Math.Max(0, s[i] - c * mx); }
        return o;
    }

    public static string Line(string name, NabRun[] runs)
    {
        var (m, sd) = NabReport.HeldOut(runs, NabProfile.Standard);
        var sc = new NabScorer(runs);
        var st = sc.Optimise(NabProfile.Standard);
        var lo = sc.Optimise(NabProfile.LowFalsePositives);
        var (h, o) = NabScorer.Count(runs, st.Threshold);
        return string.Create(CultureInfo.InvariantCulture, $"{name,-40} held {m,5:F1} ({sd:F1}) std {st.Score:F2} thr {st.Threshold:F2} lowFP {lo.Score:F2} hits {h} out {o}\n");
    }

    public static void Run(NabFile[] files, string mode)
    {
        var all = files.Select(f => (f, s: Features(f))).ToArray();
        NabRun[] Make(Func<double[], double> g, Func<double[], NabFile, double[]>? post = null) =>
            [.. all.Select(a => { var v = a.s.Select(g).ToArray(); return new NabRun(a.f, post == null ? v : post(v, a.f)); })];
        if (mode == "files") { Console.Write(NabReport.PerFile(Make(s => TopFam(s, 2, i => true), (z, f) => Rest(z, 200, 4.5)))); return; }
        if (mode == "sm")
        {
            double[] Sm(double[] z, double a) { var v = 0.0; return z.Select(x => v += (x - v) * a).ToArray(); }
            foreach (var k in new[] { 1, 2, 3, 4, 5 })
            foreach (var a in new[] { 1, .7, .5, .35, .2, .1 })
            foreach (var damp in new[] { 0, .3, .6 })
                Console.Write(Line($"sm top{k} a{a} damp{damp}", Make(s => TopFam(s, k, i => true), (z, f) => Rest(Sm(z, a), 200, k switch { 1 => 2.5, 2 => 4, 3 => 5.5, 4 => 7, _ => 8 } * (a < .3 ? .7 : a < .6 ? .85 : 1), damp))));
            return;
        }
        if (mode == "rows")
        {
            foreach (var f in files.Where(f => f.Name.Contains("exchange-4") || f.Name.Contains("IBM") || f.Name.Contains("c6585a")))
            {
                Console.WriteLine(f.Name + " " + string.Join(" ", f.Windows)); var r = NabReport.Ours(f); var n = 0;
                for (var i = f.Probation; i < r.Scores.Length && n < 45; i++) if (r.Scores[i] > .45 && !f.Windows.Any(w => i >= w.First && i <= w.Last)) { n++; Console.WriteLine($"  {i} {f.Rows[i].Time:MM-dd HH:mm} {f.Rows[i].Value} {r.Scores[i]:F3}"); }
            }
            return;
        }
        if (mode == "fv")
        {
            double[] Raw(NabFile f) { var b = Spacing.Infer(f.Rows); var v = new FineViews(new DetectorClock(b)); return f.Rows.Select(r => { var a = v.Score(r.Time!.Value, r.Value); v.Learn(r.Time!.Value, r.Value); return a; }).ToArray(); }
            var raw = files.Select(f => (f, s: Raw(f))).ToArray();
            foreach (var thr in new[] { 3.0, 3.5, 3.75, 4, 4.5, 5, 5.5, 6, 7 })
            {
                double n = 0, months = 0;
                foreach (var (f, sc) in raw)
                {
                    var b = Spacing.Infer(f.Rows); if (b >= TimeSpan.FromHours(1)) continue;
                    var day = (int)(TimeSpan.FromDays(1) / b); var last = -day;
                    for (var i = f.Probation; i < sc.Length; i++)
                    {
                        if (sc[i] < thr || i - last < day) continue;
                        last = i;
                        if (!f.Windows.Any(w => i >= w.First && i <= w.Last + 2 * day)) n++;
                    }
                    months += (sc.Length - f.Probation) / (30.0 * day);
                }
                Console.WriteLine($"thr {thr} false per 30d {n / months:F2}");
            }
            foreach (var rest in new[] { 0, 48, 72, 100, 144.0 }) foreach (var fire in new[] { 3, 3.5, 4 })
            Console.Write(Line($"fv rest{rest} fire{fire}", [.. raw.Select(a => new NabRun(a.f, Rest(a.s, rest, fire, 0)))]));
            return;
        }
        if (mode == "pn")
        {
            double[] Sm(double[] z, double a) { var v = 0.0; return z.Select(x => v += (x - v) * a).ToArray(); }
            double Norm(double[] s, double p) { Span<double> fam = stackalloc double[6]; for (var i = 0; i < s.Length; i++) fam[Fam[i]] = Math.Max(fam[Fam[i]], s[i]); var t = 0.0; foreach (var f in fam) t += Math.Pow(Math.Max(f,0), p); return Math.Pow(t, 1 / p); }
            double NormX(double[] s, double p, int[] skip) { Span<double> fam = stackalloc double[6]; for (var i = 0; i < s.Length; i++) if (!skip.Contains(i)) fam[Fam[i]] = Math.Max(fam[Fam[i]], s[i]); var t = 0.0; foreach (var f in fam) t += Math.Pow(Math.Max(0, f), p); return Math.Pow(t, 1 / p); }
            foreach (var (nm, skip) in new (string, int[])[] { ("all", []), ("-ew.3,.05", [1, 10]), ("-ew.3,.05,diff", [0, 1, 10]), ("-ew.3,.05,ssa", [1, 10, 9]), ("-ew.3,.05,profew", [1, 10, 5]), ("-ew.3,.05,shift", [1, 10, 3]), ("-.3,.05,ew.01", [1, 10, 2]),("-.3,.05,var+", [1, 10, 8]),("-.3,.05,var-", [1, 10, 7]) })
            foreach (var rest in new[] { 72, 100, 144.0 })
                Console.Write(Line($"{nm} rest{rest}", Make(s => NormX(s, 3, skip), (z, f) => Rest(Sm(z, .65), rest, 3.5, 0))));
            return;
        }
        if (mode == "cal")
        {
            double[] Cal(double[] z, double fl) { var t = new Tail(.02, fl); return z.Select(v => { var a = t.S(Math.Pow(10, v)); t.Add(Math.Pow(10, v)); return a; }).ToArray(); }
            double[] Mul(double[] a, double[] b, double w) => a.Select((v, i) => w * v + (1 - w) * b[i]).ToArray();
            foreach (var k in new[] { 1, 2, 3, 4 })
            foreach (var w in new[] { 0, .3, .5, 1 })
            foreach (var rest in new[] { 200.0 }) foreach (var fire in new[] { .75, 1 })
                Console.Write(Line($"cal top{k} w{w} rest {rest} fire {fire}", Make(s => TopFam(s, k, i => true), (z, f) => Rest(Mul(Cal(z, .3), z, w), rest, fire * (w * 4 + (1 - w) * 6)))));
            return;
        }
        if (mode == "all")
        {
            for (var v = 0; v < Names.Length; v++) { var w = v; Console.Write(Line($"only {Names[v]}", Make(s => s[w]))); Console.Write(Line($"only {Names[v]} deb.5", Make(s => s[w], (z, f) => Debounce(z, .5, 20)))); }
            foreach (var k in new[] { 1, 2, 3, 4 }) Console.Write(Line($"fam top{k}", Make(s => TopFam(s, k, i => true))));
            for (var v = 0; v < Names.Length; v++) { var w = v; Console.Write(Line($"fam top2 rest wo {Names[v]}", Make(s => TopFam(s, 2, i => i != w), (z, f) => Rest(z, 150, 5)))); }
        }
        foreach (var k in new[] { 2, 3 }) foreach (var fire in new[] { 4.5, 5.5, 6.5 }) foreach (var rest in new[] { 100, 200.0 }) Console.Write(Line($"fam top{k} rest {rest} fire {fire}", Make(s => TopFam(s, k, i => true), (z, f) => Rest(z, rest, fire))));
    }
}
