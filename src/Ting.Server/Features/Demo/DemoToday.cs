using Ting.Server.Features.Agents;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;

namespace Ting.Server.Features.Demo;

/// <summary>What is on the desk at this moment: customers of every mood waiting, some whose turn it is, and a few put off.</summary>
internal sealed class DemoToday(DemoCast cast, Random chance, DateTimeOffset now, List<DemoAct> acts, ILogger log)
{
    private const int TheirTurn = 3;
    private const int PutOff = 3;

    private static readonly string[] Moods = ["angry", "frustrated", "dissatisfied", "anxious", "confused", "hesitant", "neutral", "satisfied", "grateful"];

    // Minutes since the last word: most are recent, some are late.
    private static readonly int[] Waits = [1, 2, 3, 4, 6, 8, 11, 14, 18, 23, 29, 38, 47, 58, 74];

    private readonly HashSet<string> _used = [];
    private readonly Dictionary<string, int> _next = [];
    private int _waits;

    /// <param name="reserve">Called for everybody who is on the desk, so that they are not elsewhere at the same time.</param>
    public void Write(Action<Person> reserve)
    {
        var me = cast.Named("周予安");
        WriteGift(me, reserve);
        foreach (var brand in DemoBrand.All)
        {
            foreach (var mood in Moods)
                Waiting(brand, mood, reserve);
            for (var i = 0; i < TheirTurn - 1; i++)
                AfterReply(brand, TimeSpan.FromMinutes(4 + chance.Next(170)), until: null, reserve);
            for (var i = 0; i < PutOff; i++)
                AfterReply(brand, TimeSpan.FromHours(2 + (chance.NextDouble() * 26)), TimeSpan.FromHours(1 + chance.Next(46)), reserve);
        }
    }

    // The story that the guide tells: a present, a leak, and somebody who must not repeat herself.
    private void WriteGift(Agent me, Action<Person> reserve)
    {
        var brand = DemoBrand.All[0];
        var person = cast.PersonNamed(brand, "林婉清");
        var thread = Thread(brand, person, "净饮机第二次漏水,周六要送人", reserve);
        var chen = cast.Named("陈立");
        thread.Customer(Ago(27), "我三天前留过言,到现在没人回。净饮机第二次漏水了,台面全是水。");
        thread.Reply(Ago(25.5), me, "林女士,您好!我是周予安。第二次漏水、留言又没及时回,换作是我也会着急。请问现在还在往外流水吗?", [], seen: true);
        thread.Label(Ago(25), cast.Labels[brand.LabelOf("repair")!].Id);
        thread.Customer(Ago(24), "关掉了。问题是周六我爸六十大寿,这台是送他的!你们到底能不能解决?别再让我跟每个人重复一遍了。");
        thread.Note(Ago(22), me, "@陈立 浦东仓还有现货吗?要赶周六的寿宴。");
        thread.Note(Ago(19), chen, "白色 2 台,今天 16:00 前下单次日达;紫色下周四到货。");
        thread.Prioritise(Ago(18), Priority.High, me);
        thread.Reply(Ago(16), me, "问到了:白色现货两台,今天下单明天送到,周六前一定摆得上。我这边全程跟,您不用再跟别人说一遍。送您父亲的话,配礼盒可以吗?", [], seen: true);
        thread.Customer(Ago(3), "有紫色的款吗?我妈说紫色喜庆,紫色也是我的幸运色。");
        thread.Draft(Ago(1), me, "很抱歉让您久等。紫色没有货,白色的应该没问题,改天我再和您联系。");
    }

    private void Waiting(DemoBrand brand, string mood, Action<Person> reserve)
    {
        var mine = (brand.Key, mood) is ("hemu", "angry" or "anxious" or "hesitant") or ("hanare", "dissatisfied") or ("harbour", "grateful");
        var choices = cast.Scenes[brand.Key].All
            .Where(scene => !scene.Spoken && !_used.Contains(scene.Id) && !(mine && cast.Names(brand, scene) is not null))
            .SelectMany(scene => Enumerable.Range(0, scene.Turns.Count).Select(at => (scene, at)))
            .Where(it => it.at <= 6 && it.scene.Turns[it.at].Emotion == mood && it.scene.Turns.Take(it.at + 1).All(turn => turn.Days == 0))
            .ToArray();
        if (choices.Length == 0)
            return;

        var (scene, at) = choices[chance.Next(choices.Length)];
        var wait = TimeSpan.FromMinutes(Waits[_waits++ * 7 % Waits.Length]);
        Perform(brand, scene, at, now - wait, mood, mine, reserve);
    }

    private void AfterReply(DemoBrand brand, TimeSpan ago, TimeSpan? until, Action<Person> reserve)
    {
        var scenes = cast.Scenes[brand.Key].All.Where(scene => scene.Csat > 3 && !scene.Spoken && scene.Turns.Count > 2 && !_used.Contains(scene.Id)).ToArray();
        var scene = scenes[chance.Next(scenes.Length)];
        var at = Enumerable.Range(0, scene.Turns.Count).First(turn => scene.Turns[turn].By is DemoSpeaker.Agent);
        var (thread, agent) = Perform(brand, scene, at, now - ago, mood: null, mine: false, reserve);
        if (until is { } later)
            thread.Snooze(now - ago + TimeSpan.FromMinutes(1), RoundUp(now + later), agent);
    }

    private (DemoThread, Agent) Perform(DemoBrand brand, DemoScene scene, int last, DateTimeOffset lastAt, string? mood, bool mine, Action<Person> reserve)
    {
        _used.Add(scene.Id);
        var (staff, agent) = cast.For(brand, scene, chance);
        var person = Next(brand, mood);
        if (mine)
            agent = cast.Named("周予安");
        var lines = new DemoLines(cast.Scenes[brand.Key], brand, staff.Spoken, chance);
        var thread = Thread(brand, person, scene.Title, reserve);

        var times = new DateTimeOffset[last + 1];
        times[last] = lastAt;
        for (var i = last - 1; i >= 0; i--)
            times[i] = times[i + 1] - TimeSpan.FromSeconds(60 + chance.Next(240));

        for (var i = 0; i <= last; i++)
        {
            var turn = scene.Turns[i];
            var text = lines.Fill(turn.Text);
            if (turn.By is DemoSpeaker.Customer)
                thread.Customer(times[i], text);
            else
                thread.Reply(times[i], agent, text, [], seen: i < last || chance.Next(2) == 0);
            if (i == 0 && last > 0 && brand.LabelOf(scene.Topic) is { } label)
                thread.Label(times[i] + TimeSpan.FromSeconds(40), cast.Labels[label].Id);
        }

        if (last == 0 && mine) // nobody has taken the others yet
            thread.Assign(lastAt + TimeSpan.FromSeconds(30), agent, agent);
        if (last > 0 && mood is "dissatisfied")
            thread.Draft(lastAt + TimeSpan.FromSeconds(50), agent, DemoPhrases.Drafts.Pick(brand.EngineLanguage, chance));
        return (thread, agent);
    }

    private DemoThread Thread(DemoBrand brand, Person person, string? subject, Action<Person> reserve)
    {
        reserve(person);
        var inbox = cast.Inboxes[brand.Key];
        return new DemoThread(inbox.Id, inbox.TeamId!.Value, person, subject, brand.Zone, acts, log);
    }

    // The people whom the guide and the pictures name come first.
    private Person Next(DemoBrand brand, string? mood) => (brand.Key, mood) switch
    {
        ("hemu", "angry") => cast.PersonNamed(brand, "王建国"),
        ("hemu", "hesitant") => cast.PersonNamed(brand, "赵一凡"),
        ("hemu", "anxious") => cast.PersonNamed(brand, "李雪"),
        ("hanare", "dissatisfied") => cast.PersonNamed(brand, "佐藤 美咲"),
        ("harbour", "grateful") => cast.PersonNamed(brand, "James Holloway"),
        _ => cast.People[brand.Key][_next[brand.Key] = _next.GetValueOrDefault(brand.Key, 3) + 3],
    };

    private DateTimeOffset Ago(double minutes) => now - TimeSpan.FromMinutes(minutes);

    private static DateTimeOffset RoundUp(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerHour)).AddHours(1);
}
