using Ting.Server.Features.Academy;
using Ting.Server.Features.Academy.Courses;
using Ting.Server.Features.Academy.FieldService;
using Ting.Server.Features.Academy.Writing;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>What the demo's trainer has written: a course of the house's own, a lesson that is being changed, and a team's table of body language.</summary>
internal static class DemoWriting
{
    private const string Shape = """
        place: 80
        minutes: 12
        icon: chat
        rules: [LANG-01, LIS-10]
        lessons:
          - key: parcels
            exercises:
              - {key: late-parcel, kind: rewrite, needs: [specific], rules: [LANG-01]}
              - {key: which-line, kind: find, rules: [LANG-01]}
              - {key: first-word, kind: choose, test: true, rules: [LIS-10]}
        """;

    private const string Chinese = """
        ---
        title: 我们店里的真实会话
        summary: 三段真实会话，去掉了姓名和号码，练回答里最要紧的那一句。
        lessons:
          parcels:
            examples:
              - {bad: "应该快到了，您再等等。", good: "我现在就查物流，今天下午五点前给您打电话说明结果。", why: "有人、有事、有时间，客户才放得下心。"}
            reflection: 这周有哪位客户问的其实是同一件事？
        exercises:
          late-parcel:
            customer: 订单好几天还没到，孩子生日就在明天。
            given: 应该没问题，改天我再和您联系。
            task: 说清您现在做什么、客户什么时候得到答复。
            model: 孩子生日前拿不到，确实着急。我现在就查物流，今天下午五点前给您打电话说明结果。
            bad: [应该快到了，您再等等。]
            says: ["物流|快递|包裹|订单", "五点|5点|17点|今天|下午"]
          which-line:
            task: 勾出会让客户更着急的句子。
            items:
              - {text: "您好，我先帮您看一下物流。", why: "马上动手，客户心里有底。"}
              - {text: "应该没问题，改天我再和您联系。", right: true, rule: LANG-01.vagueness, why: "没有时间，也没有人。"}
              - {text: "今天下午五点前我给您打电话。", why: "谁、什么时候，都说清了。"}
          first-word:
            situation: 客户说：“生日就在明天，你们怎么回事！”
            items:
              - {text: "我们按规定三天内发货。", why: "客户要的不是规定。"}
              - {text: "明天就是生日，确实让人着急，我马上查。", right: true, why: "先说出他担心的事，再说做什么。"}
              - {text: "您别急。", why: "让人更急的一句话。"}
        ---
        ## 迟到的包裹

        包裹晚到，客户担心的往往不是包裹，而是它背后的那一天。先说出那一天，再说您现在做什么，最后说什么时候有答复。
        """;

    private static readonly (string Who, string Aspect, bool Good, string Text)[] Lines =
    [
        ("周予安", "BODY-01", true, "客人说话时看着对方，记笔记前先说一声"), ("林悦", "BODY-01", false, "一边听一边看后面的队"), ("陈立", "BODY-02", true, "听到烦心事时不再笑"),
        ("周予安", "BODY-03", true, "指路用整个手掌"), ("林悦", "BODY-03", false, "用笔指着客人的单子"), ("陈立", "BODY-05", true, "客人坐下我也坐下"), ("林悦", "BODY-06", true, "递东西时走近一步，再退回来"), ("周予安", "BODY-08", false, "句尾越说越轻"),
    ];

    public static void Add(AppDb db, DemoCast cast, DateTimeOffset now)
    {
        var trainer = $"agent:{cast.Named("许诺").Id}";
        var written = CourseFormat.Read(new Dictionary<string, string> { [CourseFormat.ShapeFile] = Shape, [CourseFormat.TextFile("zh-Hans")] = Chinese }, [])!;
        var own = db.HouseCourses.Add(new HouseCourse("our-parcels", shipped: null)).Entity;
        var edition = db.CourseEditions.Add(new CourseEdition(own.Key, 1, CourseFormat.Write(written), "第一版：三段会话", trainer, now.AddDays(-6))).Entity;
        own.Publish(edition);

        // a shipped lesson with a line of the house's own, published; and another that is still being written
        var shipped = ShippedCourses.Find("wording")!;
        var changed = ShippedCourses.Copy(shipped.Texts);
        changed.Texts["zh-Hans"].Lessons["taboo"].Body += "\n\n### 在我们店里\n\n柜台上最常脱口而出的是“您稍等一下”。换成“我去仓库看一眼，三分钟回来”，客人就不用猜了。";
        var house = db.HouseCourses.Add(new HouseCourse("wording", shipped.Hash)).Entity;
        house.Publish(db.CourseEditions.Add(new CourseEdition(house.Key, 1, CourseFormat.Write(changed), "加上我们柜台的例子", trainer, now.AddDays(-4))).Entity);
        changed.Texts["zh-Hans"].Lessons["taboo"].Reflection = "今天您说过几次“稍等”？客人知道要等多久吗？";
        house.Write(CourseFormat.Write(changed), trainer, now.AddHours(-3));

        foreach (var (who, aspect, good, text) in Lines)
        {
            var agent = cast.Named(who);
            db.BodyLines.Add(new BodyLine(agent.TeamId ?? Guid.Empty, aspect, good, text, agent.Id, now.AddDays(-2)));
        }
    }
}
