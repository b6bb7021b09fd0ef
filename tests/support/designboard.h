// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "projectmodel.h"
#include "somesession.h"
#include "statusreport.h"

/// The sessions that the design draws: three projects and one that is gone, every state once.
class DesignBoard
{
public:
    inline static const QString cards = u"/home/ada/pictures/cards"_s;
    inline static const QString portraits = u"/home/ada/pictures/portraits"_s;
    inline static const QString tileset = u"/home/ada/pictures/tileset"_s;
    inline static const QString drafts = u"/home/ada/pictures/old-drafts"_s;

    /// The clock stands at the test's noon until it is moved.
    QDateTime now = SomeSession::noon();
    SessionModel sessions{Viewpoint{.self = SomeSession::self(),
                                    .hasTerminal = [](const Owner &owner) { return owner.pid == 4711; },
                                    .now = [this] { return now; },
                                    .keepFinished = std::chrono::hours(1)}};
    ProjectModel projects{sessions};

    void watchProjects()
    {
        projects.setWatched({cards, portraits, tileset, drafts});
        projects.setPresent(drafts, false);
    }

    void fill()
    {
        watchProjects();
        putProblems();
        putLive();
        putEnded();
    }

    static StatusReport ready()
    {
        StatusReport report;
        report.server.server = QUrl(u"http://studio:7801"_s);
        report.server.state = ServerFacts::State::Online;
        report.server.backendStatus = u"running"_s;
        report.now = SomeSession::noon();
        return report;
    }

    static StatusReport silent()
    {
        StatusReport report = ready();
        report.server.state = ServerFacts::State::Offline;
        report.now = SomeSession::noon().addSecs(152 * 60);
        return report;
    }

private:
    void putProblems()
    {
        sessions.put(SomeSession(u"aa000001-orphan"_s)
                         .in(tileset)
                         .prompted(u"isometric castle, night"_s)
                         .generating(0.62)
                         .images(2, 4)
                         .ownedBy(SomeSession::process(3120))
                         .judged(Liveness::Orphan)
                         .serverSays(1)
                         .startedAgo(700));
        sessions.put(SomeSession(u"aa000002-failed"_s)
                         .in(cards)
                         .prompted(u"harbour at dusk, oil painting"_s)
                         .images(0, 1)
                         .startedAgo(900)
                         .ended(Outcome::Failed, 858)
                         .because(u"The server does not know the model “dreamsharper_xl”."_s,
                                  u"Did you mean dreamshaper_xl?"_s,
                                  u"Invalid model value for param Model"_s));
    }

    void putLive()
    {
        sessions.put(SomeSession(u"0b9c7f3e-fox"_s)
                         .in(cards)
                         .prompted(u"a red fox in deep snow, low sun, shallow depth of field"_s,
                                   {{"model"_L1, u"dreamshaper_xl"_s},
                                    {"width"_L1, 1024},
                                    {"height"_L1, 1024},
                                    {"seed"_L1, 1903226551},
                                    {"steps"_L1, 28},
                                    {"cfgscale"_L1, 7}})
                         .generating(0.45)
                         .images(1, 4)
                         .leftFor(180)
                         .saved({u"/x/fox-1.png"_s})
                         .startedAgo(135));
        sessions.put(SomeSession(u"3f21c8aa-loading"_s)
                         .in(cards)
                         .loadingModel()
                         .images(0, 1)
                         .ownedBy(SomeSession::anna())
                         .startedAgo(140));
        sessions.put(SomeSession(u"aa000004-tarot"_s)
                         .in(cards)
                         .prompted(u"tarot card, the tower, gold foil"_s)
                         .generating(0.92)
                         .images(71, 78)
                         .leftFor(240)
                         .ownedBy(SomeSession::process(5022))
                         .startedAgo(2700));
        sessions.put(SomeSession(u"aa000005-bee"_s)
                         .in(portraits)
                         .prompted(u"portrait of a beekeeper"_s)
                         .generating(0.2)
                         .images(0, 8)
                         .askedToStop()
                         .ownedBy(SomeSession::self())
                         .startedAgo(2800));
        sessions.put(SomeSession(u"aa000006-wait"_s)
                         .in(portraits)
                         .prompted(u"portrait, silver gelatin print"_s)
                         .waiting()
                         .images(0, 2)
                         .ownedBy(SomeSession::self())
                         .startedAgo(20));
        sessions.put(SomeSession(u"8c11d90e00000000000000000000000000000000"_s)
                         .in(tileset)
                         .generating(0.1)
                         .judged(Liveness::Unknown)
                         .ownedBy({})
                         .startedAgo(3000));
    }

    void putEnded()
    {
        sessions.put(SomeSession(u"aa000007-grey"_s)
                         .in(cards)
                         .prompted(u"a grey fox in deep snow"_s)
                         .images(4, 4)
                         .startedAgo(1200)
                         .ended(Outcome::Completed, 1000)
                         .saved({u"/x/g-1.png"_s, u"/x/g-2.png"_s, u"/x/g-3.png"_s, u"/x/g-4.png"_s}));
        sessions.put(SomeSession(u"aa000008-tavern"_s)
                         .in(tileset)
                         .prompted(u"isometric tavern"_s)
                         .images(1, 2)
                         .startedAgo(1500)
                         .ownedBy(SomeSession::process(5022))
                         .ended(Outcome::Interrupted, 1400));
        sessions.put(SomeSession(u"aa000009-diver"_s)
                         .in(portraits)
                         .prompted(u"portrait of a diver"_s)
                         .images(3, 8)
                         .startedAgo(1600)
                         .ownedBy(SomeSession::self())
                         .ended(Outcome::Cancelled, 1500));
        sessions.put(SomeSession(u"77ab0192-ended"_s)
                         .in(cards)
                         .ownedBy(SomeSession::anna())
                         .startedAgo(3000)
                         .ended(Outcome::Ended, 1600));
    }
};
